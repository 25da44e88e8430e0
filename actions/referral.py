"""Where to refer, for a worker: what was said is not asked again, one question at a time, then the steps in order."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import context_of, counted, times_given
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.referral import SKIPPED, Question

Events = list[dict[str, Any]]
WAITING = "referral"
PREFIX = "referral:"
# What a message may be and still pass a question rather than ask one of its own.
NO_ANSWER = {"nlu_fallback", "out_of_scope", "affirm", "deny", "describe_concern", "greet"}
LONGEST_CHOICE = 8  # words


def start_referral(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Sector, age, place and question are taken from this message and from what was said before."""
    known = {**_remembered(world, turn), **(world.referral.read(turn.text) if turn.text else {})}
    part = world.parts.answer_id("ask_referral", turn.text).partition("/")[2] if turn.text else ""
    if any(choice.value == part for choice in world.referral.question("sector").choices):
        known["sector"] = part
    return _ask_or_give(world, dispatcher, turn, known, first=True)


def go_on_with_referral(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """The next question or the steps; None when the message is something else."""
    known = dict(turn.slot("referral") or {})
    if turn.intent == "choose":
        return _chosen(world, dispatcher, turn, known)
    if not turn.text or len(turn.text.split()) > LONGEST_CHOICE:
        return None
    if world.referral.stop.are(turn.text):
        say(dispatcher, world.content.fill(world.referral.texts["stopped"], turn.moment))
        return [set_slot("awaiting", None)]
    asked = world.referral.question(str(known.pop("asked", "sector")))
    read = world.referral.read(turn.text)
    if asked.name in read and not turn.text.rstrip().endswith("?"):
        return _ask_or_give(world, dispatcher, turn, {**known, **read})
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
    context = context_of(world, turn)
    known = {name: value for name, value in (turn.slot("referral") or {}).items() if name != "asked"}
    if context.get("sector"):
        known.setdefault("sector", context["sector"])
    if context.get("minor"):
        known.setdefault("age", "minor" if context["minor"] == "yes" else "adult")
    if context.get("place"):
        known.setdefault("place", context["place"])
    return {name: value for name, value in known.items() if value != SKIPPED}


def _ask_or_give(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, known: dict[str, str], first: bool = False
) -> Events:
    missing = world.referral.next_missing(known)
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
    """The steps in one bubble; the law, the danger numbers and the warning in another."""
    texts, fill = world.referral.texts, world.content.fill
    given = times_given(turn, "referral")
    steps = [f"{place}. {text}" for place, text in enumerate(world.referral.steps_for(known), start=1)]
    intro = texts["intro_again"] if given else texts["intro"]
    say(dispatcher, fill("\n".join([intro, "", *steps]), turn.moment))
    law = f"{texts['law_title']} {world.referral.law_for(known)}"
    say(dispatcher, fill(f"{law}\n\n{texts['warn']}\n{texts['danger']}", turn.moment), *world.referral.buttons)
    sector = f"ask_referral/{known.get('sector')}"
    return [
        set_slot("awaiting", None),
        set_slot("referral", known),
        counted(turn, "referral"),
        set_slot("last_answer", sector if sector in world.content.answers else "ask_referral"),
    ]
