"""The counters of the statistics: their exact names, and that they never stand in anybody's way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot import keys
from bot.counting import Answered
from bot.messages import Kind
from casework.contact_form import load_contact_form
from casework.replies import Reply
from staff.statistics import statistics_plan
from tests.bot.mail_world import MailWorld
from tests.bot.world import URGENT, content


def parse(intent: str | None, level: str = "none", kind: str | None = None) -> dict[str, Any]:
    return {"text": "…", "intent": intent, "urgency": {"level": level, "kind": kind, "score": 0.0, "reasons": []}}


async def all_counted(mail: MailWorld) -> dict[str, int]:
    """Every counter that exists, without its day."""
    await mail.line.aside.settle()
    found = await mail.line.redis.keys("{relais}:count:*")
    return {key.decode().split(":")[2]: int(await mail.line.redis.get(key) or 0) for key in found}


@pytest.mark.parametrize(
    ("answered", "names"),
    [
        (Answered(parse("ask_signs")), ["topic.ask_signs"]),
        (Answered(parse("ask_namur/csil")), ["topic.ask_namur"]),
        (Answered(parse("ask_capabilities"), (), '/ask{"value":"ask_online/recruiter"}'), ["topic.ask_online"]),
        (Answered(parse("request_contact"), (), "/request_contact"), ["topic.request_contact"]),
        (Answered(parse("greet")), []),
        (Answered(parse("affirm")), []),
        (Answered(parse(None)), []),
        (Answered({}), []),
        (Answered(parse("Des mots de quelqu’un")), []),
        (Answered(parse("urgent_suicide", "urgent", "suicide")), ["urgent.suicide"]),
        (Answered(parse("urgent_attack", "urgent", "attack")), ["urgent.attack"]),
        (Answered(parse("ask_police", "unsure", "danger")), ["topic.ask_police"]),
        (Answered(parse("urgent_danger", "urgent", None)), ["urgent.danger"]),
    ],
)
async def test_what_a_turn_counts_as(mail: MailWorld, answered: Answered, names: list[str]) -> None:
    assert mail.line.counting.names_of(answered) == names


@pytest.mark.parametrize("key", ["fallback_first", "fallback_second"])
async def test_what_was_not_understood_is_known_by_the_sentence_that_says_so(mail: MailWorld, key: str) -> None:
    for again in range(3):
        said = Reply(content().text(key, again=again))
        assert mail.line.counting.names_of(Answered(parse("out_of_scope"), (said,))) == ["not_understood"]


async def test_a_refused_consent_is_known_by_the_sentence_that_answers_it(mail: MailWorld) -> None:
    said = Reply(content().fill(load_contact_form().texts["refused"]))
    assert mail.line.counting.names_of(Answered(parse("deny"), (said,))) == ["refused_request"]


async def test_a_conversation_is_counted_once_until_it_is_forgotten(mail: MailWorld) -> None:
    mail.world.rasa.state.parses["signes ?"] = {"intent": "ask_signs"}
    await mail.say("signes ?")
    await mail.say("signes ?")
    assert await all_counted(mail) == {"talk": 1, "topic.ask_signs": 2, "turns_answered": 2}
    assert 0 < await mail.line.redis.ttl(keys.begun(mail.anna)) <= 24 * 3600
    # When a day has passed in silence
    await mail.line.redis.delete(keys.begun(mail.anna))
    await mail.say("signes ?")
    assert (await all_counted(mail))["talk"] == 2


async def test_opening_the_chat_is_no_conversation_yet(mail: MailWorld) -> None:
    await mail.say("/start")
    assert "talk" not in await all_counted(mail)
    await mail.say("bonjour")
    assert (await all_counted(mail))["talk"] == 1


async def test_an_erasure_leaves_no_conversation_behind(mail: MailWorld) -> None:
    await mail.say("bonjour")
    await mail.say("/effacer")
    assert (await all_counted(mail))["talk"] == 1
    assert await mail.line.redis.exists(keys.begun(mail.anna)) == 0


async def test_a_lifeline_and_an_urgent_turn_are_counted_once_each(mail: MailWorld) -> None:
    mail.world.rasa.state.parses[URGENT] = {"urgency": {"level": "urgent", "kind": "suicide"}}
    mail.world.rasa.state.fault = "unavailable"
    await mail.world.say("anna", URGENT)
    await mail.world.until_texts("anna", 2)
    mail.world.rasa.state.fault = None
    await mail.world.until_empty(limit=10)
    assert await all_counted(mail) == {"talk": 1, "lifeline": 1, "urgent.suicide": 1, "turns_late": 1}


async def test_what_goes_to_staff_is_no_topic(mail: MailWorld) -> None:
    await mail.open_talk()
    await mail.line.redis.delete(*await mail.line.redis.keys("{relais}:count:*"))
    await mail.say("mardi")
    assert await all_counted(mail) == {"turns_with_staff": 1}


async def test_the_statistics_know_every_urgent_kind_and_the_names_counted_here() -> None:
    known = {name for chart in statistics_plan().charts for name in chart.counters}
    wanted = {"talk", "lifeline", "not_understood", "topic.ask_signs", "topic.out_of_scope"}
    assert wanted | {f"urgent.{kind}" for kind in ("attack", "departure", "suicide", "danger")} <= known


async def test_counting_that_breaks_or_hangs_delays_nobody(mail: MailWorld) -> None:
    async def hanging(*_: object) -> None:
        await asyncio.sleep(60)

    mail.line.counting._count = hanging  # type: ignore[method-assign]
    assert await mail.say("bonjour") == ["1. bonjour"]

    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    mail.line.counting._count = broken  # type: ignore[method-assign]
    assert await mail.say("encore") == ["2. encore"]


async def test_no_counter_points_at_a_person(mail: MailWorld) -> None:
    await mail.say("boutons")
    await mail.say(mail.channel.bubbles("anna")[0].buttons[1].id, kind=Kind.BUTTON)
    assert all(mail.anna not in name and "anna" not in name for name in await all_counted(mail))
