"""« Faire le point »: asks the questions of the guidance one by one, then gives back what was said."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.guidance import Step

Events = list[dict[str, Any]]
WAITING = "guidance"
PREFIX = "guidance:"
SHORTEST_TALE = 3  # words


def start_guidance(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """From the beginning, or where it stepped aside for something that mattered more."""
    answers = list(turn.slot("guidance") or [])
    text = world.guidance.texts["again" if answers else "opening"]
    say(dispatcher, world.content.fill(text, turn.moment))
    return _ask(world, dispatcher, turn, answers)


def has_stepped_aside(turn: Turn) -> bool:
    """« Faire le point » was begun and neither ended nor stopped."""
    return turn.slot("guidance") is not None


def ask_again(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """The question that something else came between."""
    return _ask(world, dispatcher, turn, list(turn.slot("guidance") or []))


def offer_guidance_again(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    texts = world.guidance.texts
    drop = f'/choose{{"value": "{PREFIX}drop"}}'
    text = world.content.fill(texts["resume_offer"], turn.moment)
    say(dispatcher, text, (texts["resume"], "/start_guidance"), (texts["drop"], drop))


def drop_guidance(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    say(dispatcher, world.content.fill(world.guidance.texts["stopped"], turn.moment))
    return _over()


def is_dropped(turn: Turn) -> bool:
    return turn.intent == "choose" and turn.value == f"{PREFIX}drop"


def go_on_with_guidance(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """The next question, the reflection, or the end; None when the message is something else altogether."""
    answers: list[int | None] = list(turn.slot("guidance") or [])
    step = world.guidance.steps[len(answers)]
    if turn.intent == "choose":
        name, _, chosen = (turn.value or "").removeprefix(PREFIX).partition(":")
        if not (turn.value or "").startswith(PREFIX) or name != step.name:
            return None
        return _ask(world, dispatcher, turn, [*answers, int(chosen) if chosen.isdigit() else None])
    if not turn.text:
        return None
    if world.guidance.stop.are(turn.text):
        return drop_guidance(world, dispatcher, turn)
    if _asks_something(turn):
        return None
    place = step.read(turn.text)
    if place is None and _says_nothing(turn) and not world.guidance.skip.are(turn.text):
        return _ask_once_more(world, dispatcher, turn, answers)
    return _ask(world, dispatcher, turn, [*answers, place])


def _says_nothing(turn: Turn) -> bool:
    """« oui » to « depuis quand ? »."""
    return turn.intent in {"affirm", "deny", "nlu_fallback"} and len(turn.text.split()) <= SHORTEST_TALE


def _ask_once_more(world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[int | None]) -> Events:
    """The same question with a word of help; the second time it is passed."""
    given = dict(turn.slot("given") or {})
    key = f"{WAITING}:{len(answers)}"
    if given.get(key):
        return _ask(world, dispatcher, turn, [*answers, None])
    unclear = world.content.fill(world.guidance.texts["unclear"], turn.moment)
    say(dispatcher, unclear, *_buttons(world, world.guidance.steps[len(answers)]))
    return [set_slot("given", {**given, key: 1}), set_slot("awaiting", WAITING), set_slot("guidance", answers)]


def _asks_something(turn: Turn) -> bool:
    """A question of their own is answered; what they tell is an answer to ours."""
    asks = turn.intent.startswith("ask_") or turn.intent in {"talk_to_human", "bot_challenge", "request_contact"}
    return asks and turn.text.rstrip().endswith("?")


def _ask(world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[int | None]) -> Events:
    steps = world.guidance.steps
    if len(answers) == len(steps):
        return _give_back(world, dispatcher, turn, answers)
    step = steps[len(answers)]
    say(dispatcher, step.ask, *_buttons(world, step))
    return [set_slot("awaiting", WAITING), set_slot("guidance", answers)]


def _buttons(world: World, step: Step) -> list[tuple[str, str]]:
    payload = f'/choose{{"value": "{PREFIX}{step.name}:%s"}}'
    buttons = [(option.title, payload % place) for place, option in enumerate(step.options)]
    return [*buttons, (world.guidance.texts["skip"], payload % "skip")]


def _give_back(world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[int | None]) -> Events:
    texts, fill = world.guidance.texts, world.content.fill
    say(dispatcher, fill(world.guidance.reflection(answers), turn.moment))
    say(dispatcher, fill(f"{texts['caveat']}\n\n{texts['next']}", turn.moment), *world.guidance.buttons)
    return _over()


def _over() -> Events:
    return [set_slot("awaiting", None), set_slot("guidance", None)]
