"""Where to refer, for a worker: what was said is not asked again, one question at a time, then the steps in order."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import part_asked
from actions.memory import context_of, counted, times_given
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.opening_hours import OpeningState, opening_at
from casework.places import load_places
from casework.referral import OF_THE_JOB, SKIPPED, Question

Events = list[dict[str, Any]]
WAITING = "referral"
PREFIX = "referral:"
# What a message may be and still pass a question rather than ask one of its own.
NO_ANSWER = {"nlu_fallback", "out_of_scope", "affirm", "deny", "describe_concern", "greet"}
LONGEST_CHOICE, LONGEST_TOLD = 8, 20  # words
CAPREV = "caprev-0800"
LONGEST_REPLY = 1180  # characters of both bubbles


def start_referral(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Sector, age, place and question are taken from this message and from what was said before."""
    before = _remembered(world, turn)
    told = world.referral.read(turn.text) if turn.text else {}
    part = part_asked(world, turn, "ask_referral").partition("/")[2] if turn.text else ""
    if any(choice.value == part for choice in world.referral.question("sector").choices):
        told["sector"] = part
    if own := world.referral.read_own_job(turn.text):
        told |= own
    elif "sector" in before:
        # The writer's work is known: « son école » is the pupil's.
        told = {name: value for name, value in told.items() if name not in OF_THE_JOB}
    known = {**before, **told}
    return _ask_or_give(world, dispatcher, turn, known, first=True)


def go_on_with_referral(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """The next question or the steps; None when the message is something else."""
    known = dict(turn.slot("referral") or {})
    if turn.intent == "choose":
        return _chosen(world, dispatcher, turn, known)
    if not turn.text or len(turn.text.split()) > LONGEST_TOLD:
        return None
    if world.referral.stop.are(turn.text):
        say(dispatcher, world.content.fill(world.referral.texts["stopped"], turn.moment))
        return [set_slot("awaiting", None)]
    asked = world.referral.question(str(known.pop("asked", "sector")))
    read = world.referral.read(turn.text)
    if asked.name in read and not turn.asks:
        return _ask_or_give(world, dispatcher, turn, {**known, **read})
    if len(turn.text.split()) > LONGEST_CHOICE:
        return None
    if world.referral.skip.are_in(turn.text) or turn.intent in NO_ANSWER - {"describe_concern"}:
        return _ask_or_give(world, dispatcher, turn, {**known, **read, asked.name: SKIPPED})
    return None


def is_chosen(turn: Turn) -> bool:
    """A button of ours, also an old one: a sector or a place can be changed at any time."""
    return turn.intent == "choose" and (turn.value or "").startswith(PREFIX)


def _chosen(world: World, dispatcher: CollectingDispatcher, turn: Turn, known: dict[str, str]) -> Events | None:
    if not is_chosen(turn):
        return None
    name, _, value = (turn.value or "").removeprefix(PREFIX).partition(":")
    known.pop("asked", None)
    if value == "ask":
        return _ask(world, dispatcher, turn, known, world.referral.question(name), first=False)
    return _ask_or_give(world, dispatcher, turn, {**known, name: value})


def _remembered(world: World, turn: Turn) -> dict[str, str]:
    """What an earlier answer or the words said so far tell."""
    context = {**_said_before(world, turn), **context_of(world, turn)}
    known = {name: value for name, value in (turn.slot("referral") or {}).items() if name != "asked"}
    known = {**{name: context[name] for name in OF_THE_JOB if name in context}, **known}
    if context.get("minor"):
        known.setdefault("age", "minor" if context["minor"] == "yes" else "adult")
    if context.get("lives") and "place" not in known:
        known |= {"place": context["lives"], "place_name": context["place_name"]}
    last = str(turn.slot("last_answer") or "").partition("ask_referral/")[2]
    if any(choice.value == last for choice in world.referral.question("sector").choices):
        known.setdefault("sector", last)
    return {name: value for name, value in known.items() if value != SKIPPED}


def _said_before(world: World, turn: Turn) -> dict[str, str]:
    """The writer's work and the place, from every message of the talk: also from those that rang an alarm."""
    told: dict[str, str] = {}
    for event in turn.tracker.events:
        text = str(event.get("text") or "")
        if event.get("event") == "user" and not text.startswith("/"):
            told |= world.referral.read_own_job(text)
            if place := load_places().found(text):
                told |= {"lives": place.value, "place_name": place.name}
    return told


def _ask_or_give(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, known: dict[str, str], first: bool = False
) -> Events:
    missing = world.referral.next_missing(known)
    just_asked = turn.slot("awaiting") == WAITING and (turn.slot("referral") or {}).get("asked")
    if missing and missing.name == just_asked:
        return _ask_or_give(world, dispatcher, turn, {**known, missing.name: SKIPPED}, first)
    if missing:
        return _ask(world, dispatcher, turn, known, missing, first)
    return _give(world, dispatcher, turn, known)


def _ask(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, known: dict[str, str], question: Question, first: bool
) -> Events:
    payload = f'/choose{{"value": "{PREFIX}{question.name}:%s"}}'
    buttons = [(choice.title, payload % choice.value) for choice in question.choices]
    text = f"{world.referral.texts['warn']}\n\n{question.ask}" if first else question.ask
    skip = (world.referral.texts["skip"], payload % SKIPPED)
    say(dispatcher, world.content.fill(text, turn.moment), *buttons, skip)
    return [set_slot("awaiting", WAITING), set_slot("referral", {**known, "asked": question.name})]


def _give(world: World, dispatcher: CollectingDispatcher, turn: Turn, known: dict[str, str]) -> Events:
    """What answers now if the green number does not, the steps, the danger numbers; the law in a bubble of its own."""
    texts, fill = world.referral.texts, world.content.fill
    is_open = opening_at(world.directory.service(CAPREV), turn.moment).state is OpeningState.OPEN
    intro = fill(_intro(world, turn, known), turn.moment, place=known.get("place_name", ""))
    begin = [intro] if is_open else [fill(texts["open_now"], turn.moment), "", intro]
    end = [fill(texts["danger"], turn.moment)] if is_open else []
    law = fill("\n\n".join(_law(world, turn, known)), turn.moment)
    steps = [fill(f"{place}. {text}", turn.moment) for place, text in enumerate(world.referral.steps_for(known), 1)]
    while len("\n".join([*begin, *steps, *end, law])) > LONGEST_REPLY:
        steps.pop()
    buttons = world.referral.buttons
    say(dispatcher, "\n".join([*begin, "", *steps, *end]), *(() if law else buttons))
    if law:
        say(dispatcher, law, *buttons)
    sector = f"ask_referral/{known.get('sector')}"
    return [
        set_slot("awaiting", None),
        set_slot("referral", known),
        counted(turn, "referral"),
        set_slot("last_answer", sector if sector in world.content.answers else "ask_referral"),
    ]


def _law(world: World, turn: Turn, known: dict[str, str]) -> list[str]:
    """Said once, and again when it is another one; the warning at the very beginning only."""
    texts, before = world.referral.texts, turn.slot("referral") or {}
    law = world.referral.law_for(known)
    told = times_given(turn, "referral") and world.referral.law_for(before) == law
    return [*([] if told else [f"{texts['law_title']} {law}"]), *([] if before else [texts["warn_again"]])]


def _intro(world: World, turn: Turn, known: dict[str, str]) -> str:
    texts, before = world.referral.texts, turn.slot("referral") or {}
    if known.get("place_name") and known["place_name"] != before.get("place_name"):
        return texts["intro_place"]
    return texts["intro_again" if times_given(turn, "referral") else "intro"]
