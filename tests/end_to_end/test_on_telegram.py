"""The same line on Telegram, through a Bot API server over real HTTP; processes are killed in mid-conversation."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest

from tests.auxil.stack import Stack, running_stack
from tests.auxil.telegram_stand_in.people import Person
from tests.auxil.telegram_stand_in.server import TelegramStandIn, running_stand_in

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(900)]

PEOPLE, MESSAGES = 20, 10
REFERENCE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b")


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramStandIn]:
    with running_stand_in() as stand_in:
        yield stand_in


@pytest.fixture(scope="module")
def on_telegram(
    trained_model: None, telegram: TelegramStandIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    settings = {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.api_url}
    with running_stack(tmp_path_factory.mktemp("telegram"), **settings) as running:
        yield running


def wait_for(happened: Callable[[], bool], within: float = 60) -> None:
    ends = time.monotonic() + within
    while not happened():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.1)


class Conversation:
    """Somebody who waits for the answer before going on."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def says(self, text: str) -> str:
        return self._hears(lambda: self.person.says(text))

    def taps(self, title: str) -> str:
        return self._hears(lambda: self.person.taps(title))

    def _hears(self, act: Callable[[], object]) -> str:
        before = len(self.person.received)
        act()
        wait_for(lambda: len(self.person.received) > before)
        settled = -1
        while settled != len(self.person.received):  # an answer may have two bubbles and a card
            settled = len(self.person.received)
            time.sleep(1.5)
        return "\n".join(m.get("text", "") for m in self.person.received[before:])


def test_the_whole_line_on_telegram(telegram: TelegramStandIn, on_telegram: Stack) -> None:
    mother = Conversation(telegram.person(1001))
    assert "machine" in mother.says("/start") or "automatique" in " ".join(mother.person.texts)
    assert "preuve" in mother.says("quels sont les signes ?")
    mother.says("je voudrais être rappelée")
    mother.taps("D’accord")
    mother.taps("Un proche")
    mother.taps("Par téléphone")
    mother.says("0470 12 34 56")
    urgent = mother.says("il a une arme et il dit qu'il va à l'école ce soir")
    assert re.search(r"(?m)^101$", urgent)
    assert re.search(r"(?m)^112$", urgent)
    assert "+3280011172" in {c["phone_number"] for c in mother.person.contacts}
    mother.taps("Oui")
    mother.says("reprendre")
    for answer in ("le matin", "non", "Anne", "Jambes", "Mon fils a changé", "oui"):
        last = mother.says(answer)
    assert "Anne" in last
    done = mother.taps("Envoyer")
    reference = REFERENCE.search(done)
    assert reference
    [request] = [r for r in on_telegram.requests() if r["reference"] == reference.group()]
    assert request["phone"] == "+32470123456"


@pytest.mark.parametrize("part", ["bot", "rasa"])
def test_a_part_killed_in_the_middle_of_200_messages_loses_none_and_keeps_their_order(
    telegram: TelegramStandIn, on_telegram: Stack, part: str
) -> None:
    # Given twenty people who each send ten messages, every answer telling to which message it belongs
    first = 2000 if part == "bot" else 3000
    people = [telegram.person(first + number) for number in range(PEOPLE)]
    questions = ["quels sont les signes ?", "c'est gratuit le 0800 ?"]
    for turn in range(MESSAGES):
        for person in people:
            person.says(questions[turn % 2])
        if turn == MESSAGES // 2:
            wait_for(lambda: sum(len(p.texts) for p in people) > PEOPLE)
            on_telegram.kill(part)

    # Then everybody gets ten answers: signs and cost in turn
    def all_answered() -> bool:
        return all(len([t for t in p.texts if is_answer(t)]) >= MESSAGES for p in people)

    wait_for(all_answered, within=180)
    time.sleep(2)
    for person in people:
        given = [t for t in person.texts if is_answer(t)]
        kinds = ["signs" if about_signs(t) else "cost" for t in given]
        in_order = [kind for kind, before in zip(kinds, [None, *kinds], strict=False) if kind != before]
        assert in_order == ["signs", "cost"] * (MESSAGES // 2)
        # the one bubble that was on its way to this person when the bot died may come twice (decision 0003), no other
        assert len(kinds) - MESSAGES <= (1 if part == "bot" else 0)


def about_signs(text: str) -> bool:
    return any(word in text.lower() for word in ("signe", "changement", "liste sûre", "se rompent"))


def is_answer(text: str) -> bool:
    """An answer to one of the two questions, not a lifeline nor the sentence that introduces a late answer."""
    return about_signs(text) or "est gratuit" in text.lower()
