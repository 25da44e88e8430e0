"""What « Faire le point » says: its next question with its buttons, and at the end what was told, given back. Called by
guidance."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import context_of, said_before, urgent_is_open
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.guidance import Answer, Step, said_by

Events = list[dict[str, Any]]
WAITING = "guidance"
PREFIX = "guidance:"


def ask_next(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[Answer], before: str = ""
) -> Events:
    """`before`: the words that stand in front of the question; other ones where these were said just before."""
    steps = world.guidance.steps
    if len(answers) == len(steps):
        return give_back(world, dispatcher, turn, answers)
    step = steps[len(answers)]
    asked = said_by(step.ask, voice_of(world, turn))
    fronts = world.guidance.texts[before] if before else ["", *world.guidance.texts["going_on"]]
    count = len(steps) - len(answers)
    wordings = [f"{front}\n{asked}".format(count=count).strip() for front in fronts]
    just_said = said_before(turn)
    say(dispatcher, next((w for w in wordings if w not in just_said), wordings[0]), *_buttons(world, turn, step))
    return [set_slot("awaiting", WAITING), set_slot("guidance", answers)]


def ask_once_more(world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[Answer]) -> Events:
    """The same question with a word of help; the second time it is passed."""
    given = dict(turn.slot("given") or {})
    key = f"{WAITING}:{len(answers)}"
    if given.get(key):
        return ask_next(world, dispatcher, turn, [*answers, None])
    unclear = world.content.fill(world.guidance.texts["unclear"], turn.moment)
    say(dispatcher, unclear, *_buttons(world, turn, world.guidance.steps[len(answers)]))
    return [set_slot("given", {**given, key: 1}), set_slot("awaiting", WAITING), set_slot("guidance", answers)]


def _buttons(world: World, turn: Turn, step: Step) -> list[tuple[str, str]]:
    voice = voice_of(world, turn)
    buttons = [
        (said_by(option.title, voice), choice(f"{step.name}:{place}")) for place, option in enumerate(step.options)
    ]
    return [*buttons, (world.guidance.texts["skip"], choice(f"{step.name}:skip"))]


def give_back(world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[Answer]) -> Events:
    texts, voice, context = world.guidance.texts, voice_of(world, turn), context_of(world, turn)
    young = context.get("young") == "yes" or context.get("minor") == "yes"
    said = [world.guidance.reflection(answers, voice, young)]
    if danger := _danger_spoken_of(turn):
        said.append(texts[danger])
    say(dispatcher, world.content.fill("\n\n".join(said), turn.moment))
    caveat = f"{texts['caveat']}\n\n{said_by(texts['next'], voice)}"
    say(dispatcher, world.content.fill(caveat, turn.moment), *world.guidance.buttons[voice])
    return over()


def _danger_spoken_of(turn: Turn) -> str | None:
    """A rifle, a departure: named at the end, also when it is said to be over."""
    if urgent_is_open(turn):
        return "danger_open"
    raised = any(e.get("event") == "slot" and e.get("name") == "urgent" and e.get("value") for e in turn.tracker.events)
    return "danger_past" if raised else None


def choice(value: str) -> str:
    return f'/choose{{"value": "{PREFIX}{value}"}}'


def over() -> Events:
    return [set_slot("awaiting", None), set_slot("guidance", None)]


def voice_of(world: World, turn: Turn) -> str:
    speaker = context_of(world, turn).get("speaker")
    return speaker if speaker in {"professional", "self"} else "relative"
