"""Every button of everything we say leads to a rule and to an answer: no dead end."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from actions.world import World
from casework.answers import PAYLOAD
from casework.yaml_files import DATA, read_yaml
from tests.actions.conftest import Talk
from tests.casework.test_answers import WORD

ROOT = DATA.parent.parent
# These begin something that other tests walk: the form, its follow-up, erasing.
OTHER_ACTIONS = {"request_contact", "resume_request", "request_follow_up", "withdraw_request", "erase_my_data"}
URGENT = {"urgent_attack", "urgent_departure", "urgent_suicide", "urgent_danger"}
AFTER = {"safe", "not_safe", "false_alarm", "have_called", "cannot_call", "call_for_me", "danger_yes", "danger_no"}


def intents_with_a_rule() -> set[str]:
    found = set()
    for path in (ROOT / "nlu_data" / "rules").glob("*.yml"):
        for rule in read_yaml(path)["rules"]:
            for step in rule["steps"]:
                found |= {each["intent"] for each in step.get("or", [step]) if "intent" in each}
    return found


def buttons_of(world: World) -> Iterator[tuple[str, str, str]]:
    """(where, title, payload) of every button written in a file."""
    for answer in world.content.answers.values():
        for variant in answer.variants:
            yield from ((answer.id, button.title, button.payload) for button in variant.buttons)
    ends = [*world.guidance.buttons.values(), world.referral.buttons]
    for where, buttons in (("guidance or referral", buttons) for buttons in ends):
        yield from ((where, title, payload) for title, payload in buttons)


def test_every_payload_names_an_intent_that_a_rule_obeys(world_without_redis: World) -> None:
    known = intents_with_a_rule()
    wrong = [
        (where, payload)
        for where, _, payload in buttons_of(world_without_redis)
        if not PAYLOAD.fullmatch(payload) or payload.lstrip("/").partition("{")[0] not in known
    ]
    assert wrong == []


def test_every_value_that_is_asked_has_an_answer(world_without_redis: World) -> None:
    asked = {
        (where, json.loads("{" + payload.partition("{")[2])["value"])
        for where, _, payload in buttons_of(world_without_redis)
        if payload.startswith("/ask{")
    }
    assert [each for each in sorted(asked) if each[1] not in world_without_redis.content.answers] == []


def test_every_label_of_a_guess_is_an_intent_that_a_rule_obeys(world_without_redis: World) -> None:
    labels = {key.removeprefix("label.") for key in world_without_redis.content.texts if key.startswith("label.")}
    assert labels <= intents_with_a_rule()


def test_buttons_of_questions_are_short(world_without_redis: World) -> None:
    titles = [choice.title for question in world_without_redis.referral.questions for choice in question.choices]
    titles += [title for _, title, _ in buttons_of(world_without_redis)]
    lengths = [len(WORD.findall(title)) for title in titles]
    assert sum(length <= 3 for length in lengths) / len(lengths) > 0.95
    assert max(lengths) <= 4


async def test_every_payload_is_answered_and_leaves_a_next_step(talk: Talk, world: World) -> None:
    for where, title, payload in sorted(set(buttons_of(world))):
        intent, _, data = payload.lstrip("/").partition("{")
        value = json.loads("{" + data)["value"] if data else None
        if intent in OTHER_ACTIONS:
            continue
        talk.slots = {}
        if intent in URGENT:
            talk._message("", intent, value, {})
            said = await talk.runs("action_urgent")
        elif intent in AFTER:
            talk._message("", intent, value, {})
            said = await talk.runs("action_after_urgent")
        else:
            said = await talk.hears("", intent, value)
        assert said.strip(), (where, title, payload)
        assert all(len(reply.get("text") or "") < 1200 for reply in talk.replies)
        assert any(reply.get("buttons") for reply in talk.replies), (where, title, payload)


@pytest.mark.parametrize("sector", ["school", "skip"])
async def test_every_button_of_where_to_refer_is_answered(talk: Talk, world: World, sector: str) -> None:
    for question in world.referral.questions:
        for choice in question.choices:
            talk.slots = {"referral": {"sector": sector}}
            assert await talk.hears("", "choose", f"referral:{question.name}:{choice.value}")
            assert any(reply.get("buttons") for reply in talk.replies)


async def test_an_unknown_choice_is_kindly_answered(talk: Talk) -> None:
    assert await talk.hears("", "choose", "something:else")
    assert any(reply.get("buttons") for reply in talk.replies)
