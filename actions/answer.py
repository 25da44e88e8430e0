"""Gives one answer of the content: in the light of the context, never twice in the same words running."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.alarm_told import told_in_alarm
from actions.child_at_request import is_kept_from_child
from actions.memory import (
    context_of,
    danger_is_near,
    note_given,
    said_before,
    times_given,
    urgent_is_open,
    was_said_lately,
)  # fmt: skip
from actions.speak import set_slot, speak
from actions.turn import Turn
from actions.world import World
from casework.replies import Button, Reply

Events = list[dict[str, Any]]
AFTER_URGENT = "after_"
STORY = "describe_concern"
OFFERED_EVERY = 4  # turns
FEWEST_OF_A_QUESTION = 6  # words
# Questions that are answered while somebody is in danger, where they are surely read.
ANSWERED_IN_DANGER = (
    "ask_minor", "ask_signs", "ask_religion", "ask_what_is_radicalisation", "ask_hate", "ask_confidentiality",
)  # fmt: skip
SURE_OF_A_QUESTION = 0.9
# Which service stands in for which danger, besides 112 and 101: the keys of `alarm_numbers` in texts.yml.
NUMBER_OF = {
    "suicide": "prevention-suicide-0800", "suicide_other": "prevention-suicide-0800", "missing": "child-focus-116000",
    "partner": "ecoute-violences-conjugales",
}  # fmt: skip
NAMED_ONCE = {"missing", "partner"}  # not under each answer


def give_answer(world: World, dispatcher: CollectingDispatcher, turn: Turn, answer_id: str) -> Events:
    """Falls back to the answer of the whole intent when a part has none of its own. Raises KeyError for neither."""
    light = light_of(world, turn)
    known = _known(world, world.light.answer(_known(world, answer_id), _light_of_choice(turn, light)))
    if known == "after_more" and turn.asks:
        known = "after_ask_anything"
    times = _times_heard(turn, known)
    replies = world.content.render(known, turn.moment, context=light, again=times)
    if _was_just_said(turn, replies):  # beside another answer, where it is not counted
        replies = world.content.render(known, turn.moment, context=light, again=times + 1)
    speak(dispatcher, _with_what_waits(world, turn, replies, known))
    events = note_given(turn, known)
    asks = known.startswith(AFTER_URGENT) and danger_is_near(turn)
    return [*events, set_slot("awaiting", "safety")] if asks else events


def _was_just_said(turn: Turn, replies: list[Reply]) -> bool:
    begins = replies[0].text.split("\n")[0]
    return any(text.startswith(begins) for text in said_before(turn))


def _light_of_choice(turn: Turn, light: dict[str, str]) -> dict[str, str]:
    """A plain question that is surely read gets its own answer also in danger, the numbers under it."""
    plain = turn.asks and turn.calm_intent.startswith(ANSWERED_IN_DANGER)
    if not plain or turn.calm_confidence < SURE_OF_A_QUESTION:
        return light
    return {key: value for key, value in light.items() if key != "urgent"}


def part_asked(world: World, turn: Turn, subject: str) -> str:
    """The answer of that subject that the message asks for: by its words, or as learned where that is surer."""
    return world.asked.part_of(turn.parse, subject, world.parts.answer_id(subject, turn.text))


def _times_heard(turn: Turn, answer_id: str) -> int:
    """A story that goes on is answered in fewer words, also when what is added is of another kind; what is asked in
    full after other things is answered in full."""
    times, subject = times_given(turn, answer_id), answer_id.split("/")[0]
    if subject.startswith("ask_") and turn.slot("last_answer") != answer_id and _is_asked_in_full(turn):
        return 0
    told = subject == STORY and any(str(given).split("/")[0] == STORY for given in turn.slot("given") or {})
    return max(times, 1) if told else times


def _is_asked_in_full(turn: Turn) -> bool:
    return turn.asks and len(turn.text.split()) >= FEWEST_OF_A_QUESTION


def in_short(world: World, turn: Turn, answer_id: str) -> Reply:
    """The first bubble of an answer, for a second question in the same message."""
    light = light_of(world, turn)
    known = _known(world, world.light.answer(_known(world, answer_id), light))
    replies = world.content.render(known, turn.moment, context=light, again=times_given(turn, known))
    return Reply(replies[0].text, replies[-1].buttons[:2])


def in_few_words(world: World, turn: Turn, answer_id: str) -> str:
    """What is said of an answer that was given already; every answer has such words, one to three sentences."""
    again = max(1, times_given(turn, answer_id))
    replies = world.content.render(answer_id, turn.moment, context=light_of(world, turn), again=again)
    return "\n".join(reply.text for reply in replies)


def light_of(world: World, turn: Turn) -> dict[str, str]:
    """The context, and while somebody is in danger what kind of danger it is."""
    met = turn.slot("given") or turn.slot("guidance") is not None
    context = context_of(world, turn) | ({"met": "yes"} if met else {})
    urgent = turn.slot("urgent") or {}
    if urgent_is_open(turn):
        context |= {"kind": str(urgent.get("kind") or "danger"), "hint": str(urgent.get("hint") or "none")}
        context |= {"open": "yes", "who": str(urgent.get("who") or "self")}
        context |= dict.fromkeys(told_in_alarm(world, turn), "yes")
        if danger_is_near(turn):
            context["urgent"] = context["kind"]
    return context


def _known(world: World, answer_id: str) -> str:
    return answer_id if answer_id in world.content.answers else answer_id.split("/")[0]


def _with_what_waits(world: World, turn: Turn, replies: list[Reply], answer_id: str) -> list[Reply]:
    """112 stays in sight while an urgency is open; a request that stepped aside is offered again."""
    last = replies[-1]
    text, buttons = last.text, last.buttons
    if answer_id.startswith(AFTER_URGENT):
        return with_numbers_of_the_kind(world, turn, replies)
    if urgent_is_open(turn):
        if not _has_the_numbers(turn, text):
            text = f"{text}\n\n{world.content.text(reminder_of(turn), turn.moment)}"
    elif _waits_unseen(world, turn):
        text = f"{text}\n\n{world.form.texts['resume_offer']}"
        titles = world.form.titles
        offer = (Button(titles["resume"], "/resume_request"), Button(titles["drop"], "/drop_request"))
        buttons = (*offer, *buttons[:2])
    return [*replies[:-1], Reply(text, buttons, last.contact)]


def _waits_unseen(world: World, turn: Turn) -> bool:
    waits = bool(turn.slot("paused_form")) and not turn.form_is_active
    return waits and not is_kept_from_child(world, turn) and not _was_offered(world, turn)


def _was_offered(world: World, turn: Turn) -> bool:
    """The request that stepped aside was just offered: not again under each answer."""
    texts = world.form.texts
    offers = (texts["resume_offer"], *(texts[key].splitlines()[-1] for key in ("set_aside", "held_back")))
    return any(was_said_lately(turn, offer.strip(), OFFERED_EVERY) for offer in offers)


def with_numbers_of_the_kind(world: World, turn: Turn, replies: list[Reply]) -> list[Reply]:
    """The number made for this danger, in one line, where the answer does not name it."""
    key = _number_needed(world, turn)
    if key is None or world.content.fill(f"{{phone:{NUMBER_OF[key]}}}") in "\n".join(r.text for r in replies):
        return replies
    if key in NAMED_ONCE and _was_just_named(world, turn, NUMBER_OF[key]):
        return replies
    last = replies[-1]
    line = world.content.text(f"alarm_numbers.{key}", turn.moment)
    return [*replies[:-1], Reply(f"{last.text}\n\n{line}", last.buttons, last.contact)]


def _was_just_named(world: World, turn: Turn, service: str) -> bool:
    """In the answer before this one, which was not the first alarm."""
    number = world.content.fill(f"{{phone:{service}}}")
    followed = any(answer.startswith(AFTER_URGENT) for answer in turn.slot("given") or {})
    return followed and any(number in text for text in said_before(turn))


def _number_needed(world: World, turn: Turn) -> str | None:
    urgent = turn.slot("urgent") or {}
    kind, hint = urgent.get("kind"), urgent.get("hint")
    if not urgent_is_open(turn) or hint == "child":
        return None
    if kind == "suicide":
        return "suicide_other" if urgent.get("who") == "other" else "suicide"
    if (kind == "departure" and context_of(world, turn).get("minor") != "no") or hint == "missing_child":
        return "missing"
    return "partner" if hint == "partner" and kind == "danger" else None


def _has_the_numbers(turn: Turn, text: str) -> bool:
    """Once it is calm, an answer that names both numbers anyway needs no reminder, save that of suicide."""
    urgent = turn.slot("urgent") or {}
    return bool(urgent.get("calm")) and urgent.get("kind") != "suicide" and "112" in text and "101" in text


def reminder_of(turn: Turn) -> str:
    """The text that keeps the numbers in sight while an alarm is open."""
    urgent = turn.slot("urgent") or {}
    if urgent.get("kind") == "suicide":
        return "urgent_reminder_helper" if urgent.get("who") == "other" else "urgent_reminder_suicide"
    if urgent.get("soft"):
        return "urgent_reminder_soft"
    return "urgent_reminder_calm" if urgent.get("calm") else "urgent_reminder"
