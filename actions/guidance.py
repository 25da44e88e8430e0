"""« Faire le point »: asks the questions of the guidance one by one, then gives back what was said."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World

Events = list[dict[str, Any]]
WAITING = "guidance"
PREFIX = "guidance:"


def start_guidance(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    say(dispatcher, world.content.fill(world.guidance.texts["opening"], turn.moment))
    return _ask(world, dispatcher, turn, [])


def go_on_with_guidance(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """The next question, the reflection, or the end; None when the message is something else altogether."""
    answers: list[int | None] = list(turn.slot("guidance") or [])
    step = world.guidance.steps[len(answers)]
    if turn.intent == "choose":
        name, _, place = (turn.value or "").removeprefix(PREFIX).partition(":")
        if not (turn.value or "").startswith(PREFIX) or name != step.name:
            return None
        return _ask(world, dispatcher, turn, [*answers, int(place) if place.isdigit() else None])
    if not turn.text:
        return None
    if world.guidance.stop.are(turn.text):
        say(dispatcher, world.content.fill(world.guidance.texts["stopped"], turn.moment))
        return _over()
    if _asks_something(turn):
        return None
    return _ask(world, dispatcher, turn, [*answers, step.read(turn.text)])


def _asks_something(turn: Turn) -> bool:
    """A question of their own is answered; what they tell is an answer to ours."""
    asks = turn.intent.startswith("ask_") or turn.intent in {"talk_to_human", "bot_challenge", "request_contact"}
    return asks and turn.text.rstrip().endswith("?")


def _ask(world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[int | None]) -> Events:
    steps = world.guidance.steps
    if len(answers) == len(steps):
        return _give_back(world, dispatcher, turn, answers)
    step = steps[len(answers)]
    payload = f'/choose{{"value": "{PREFIX}{step.name}:%s"}}'
    buttons = [(option.title, payload % place) for place, option in enumerate(step.options)]
    say(dispatcher, step.ask, *buttons, (world.guidance.texts["skip"], payload % "skip"))
    return [set_slot("awaiting", WAITING), set_slot("guidance", answers)]


def _give_back(world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[int | None]) -> Events:
    texts, fill = world.guidance.texts, world.content.fill
    say(dispatcher, fill(world.guidance.reflection(answers), turn.moment))
    say(dispatcher, fill(f"{texts['caveat']}\n\n{texts['next']}", turn.moment), *world.guidance.buttons)
    return _over()


def _over() -> Events:
    return [set_slot("awaiting", None), set_slot("guidance", None)]
