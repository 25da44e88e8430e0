"""A calm answer, and « est-ce que quelqu’un est en danger maintenant ? » under it (decision 0011): a doubt of the
learned model alone keeps nobody from an answer, nor from the numbers. Called by alarm."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.danger_question import ask_in_short, is_read_as_calm
from actions.memory import context_of
from actions.respond import Respond
from actions.turn import Turn
from actions.urgent import is_faint
from actions.world import World
from casework.urgency import shows_a_sign

Events = list[dict[str, Any]]
ANSWER, OF_RELIGION = "last_answer", "ask_religion"
# A readable sign in what the learned model takes for certainly calm: « il peut lire tout ça s’il prend mon gsm ? »
HARDLY_ANY, CERTAINLY_CALM, SURELY_OF_IT = 0.15, 0.9, 0.5


async def answered_and_asked(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """None where no calm reading is sure enough to be answered, or its answer asks something itself."""
    if not _may_be_answered(world, turn):
        return None
    calm = CollectingDispatcher()
    events = await Respond(world).answer(calm, replace(turn, intent=turn.calm_intent))
    if not any(event.get("name") == ANSWER for event in events) or any(_waits(event) for event in events):
        return None
    dispatcher.messages.extend(calm.messages)
    return [*events, *ask_in_short(world, dispatcher, turn)]


def is_certainly_calm(turn: Turn) -> bool:
    """As the learned model takes it."""
    return float(turn.urgency.get("score", 1)) < HARDLY_ANY and turn.calm_confidence >= CERTAINLY_CALM


def _may_be_answered(world: World, turn: Turn) -> bool:
    """Somebody’s own words, outside the form and the guided talk, without a sign of danger that may be meant."""
    apart = turn.form_is_active or turn.slot("guidance") is not None or context_of(world, turn).get("writer") == "child"
    return (
        bool(turn.text)
        and not apart
        and (is_read_as_calm(turn) or _is_of_religion(turn))
        and (is_certainly_calm(turn) or not shows_a_sign(turn.text))
    )


def _is_of_religion(turn: Turn) -> bool:
    """« vous n’allez pas me dire que c’est parce qu’il prie et porte la barbe »: a belief is no danger, and no reason
    to leave a question about it aside."""
    return turn.calm_intent == OF_RELIGION and turn.calm_confidence >= SURELY_OF_IT and is_faint(turn)


def _waits(event: dict[str, Any]) -> bool:
    """The answer goes on with a form, or leaves a question of its own open."""
    asks = event.get("name") in {"awaiting", "guidance"} and event.get("value") is not None
    return asks or event.get("event") in {"followup", "active_loop"}
