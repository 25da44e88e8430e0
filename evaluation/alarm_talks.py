"""Urgent talks of which the best answer of each turn is known (data/alarm_talks): the choice of an answer in an alarm
learns from them. Each is walked through as if every answer before had been the best one. For choose.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk.executor import CollectingDispatcher

from actions.alarm_choice import NOTHING, may_be_weighed, moves_of, reasons_of
from actions.alarm_readings import MOMENT
from actions.alarm_rules import by_rules
from actions.candidates import Proposal
from actions.memory import note_given, remembered, urgent_is_open
from actions.turn import Turn
from actions.urgent import answer_urgency
from actions.world import World
from bot.parse import Parser
from casework.alarm_talk import State
from evaluation.talks import Weighed, turn_of

TALKS = Path(__file__).parent / "data" / "alarm_talks"
ALARM, MORE, OF_AN_ALARM = "alarm", "after_more", "after_"
# After these buttons it is calmer; what the others leave is said by their reading.
_CALMER = {"after_safe": "calm", "after_have_called": "calm", "after_false_alarm": "over"}


def weighed(world: World, parser: Parser) -> Iterator[Weighed]:
    """Every turn of an open alarm that the choice decides about. Raises OSError, KeyError for a file that is not of its
    form."""
    left = _left_by(world)
    for path in sorted(TALKS.glob("*.yml")):
        for talk in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader):
            slots: dict[str, Any] = {"given": {}, "context": {}}
            for said in talk["turns"]:
                slots = slots | ({"urgent": None, "awaiting": None} if said.get("over") else {})
                turn = turn_of(slots, parser.hear(said["says"], after=str(slots.get("last_answer") or "")))
                if one := _weighed(world, turn, said["answers"], path.stem):
                    yield one
                slots = _after(world, turn, slots, said["answers"], left)


def _weighed(world: World, turn: Turn, answers: Sequence[str], author: str) -> Weighed | None:
    proposed = by_rules(world, turn) if urgent_is_open(turn) else None
    if not answers or answers == ["none"] or not may_be_weighed(turn, proposed):
        return None
    moves = moves_of(world, turn, proposed)
    proposal = Proposal(proposed.answer, proposed.source) if proposed else Proposal(NOTHING, NOTHING)
    return Weighed(author, reasons_of(world, turn, proposed, moves), _right(turn, answers), proposal)


def _right(turn: Turn, answers: Sequence[str]) -> frozenset[str]:
    """Nothing of an alarm is right where it rings again, « je vous lis » is said, or a calm question is answered."""
    rings = turn.urgency.get("level") == "urgent"
    of_another = any(not answer.startswith(OF_AN_ALARM) for answer in answers[: 1 if rings else None])
    nothing = ALARM in answers or MORE in answers or (of_another and not rings)
    return frozenset([*answers, NOTHING] if nothing else answers)


def _left_by(world: World) -> dict[str, State]:
    readings = world.in_context.readings[MOMENT].values()
    return {str(reading.answer): reading.state for reading in readings if reading.answer} | _CALMER  # type: ignore[return-value]


def _after(
    world: World, turn: Turn, slots: dict[str, Any], answers: Sequence[str], left: dict[str, State]
) -> dict[str, Any]:
    """What is remembered once the best answer was given."""
    after = {**slots, "context": remembered(world, turn)}
    best = answers[0] if answers else "none"
    if best == ALARM:
        kind = str(turn.urgency.get("kind") or "danger")
        events = answer_urgency(world, CollectingDispatcher(), turn, kind)
        return after | {event["name"]: event["value"] for event in events if event.get("event") == "slot"}
    if best not in world.content.answers:
        return after
    after |= {event["name"]: event["value"] for event in note_given(turn, best)}
    state = left.get(best, "open")
    if state == "open" or not after.get("urgent"):
        return after
    return after | {"urgent": None if state == "over" else {**after["urgent"], "calm": True}, "awaiting": None}
