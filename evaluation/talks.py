"""Whole talks of which the best answer of each turn is known (data/talks): the choice of an answer learns from them.

Each is walked through with the actions' own rules, as if every answer before had been the best one. For choose.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Tracker

from actions.candidates import Proposal, candidates
from actions.choice import may_be_weighed
from actions.memory import note_given, remembered
from actions.respond import ACTS, AFTER_URGENT, Respond
from actions.turn import Turn
from actions.world import World
from bot.parse import Parser
from casework.answer_choice import Reasons

TALKS = Path(__file__).parent / "data" / "talks"
# Turns that do something, and get no answer of the content.
_DOES = {*ACTS, *AFTER_URGENT, "drop_request", "request_contact", "check_urgency", "choose", "start_guidance"}


@dataclass(frozen=True)
class Said:
    """`answers`: the best ones; empty where the author named none."""

    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Weighed:
    """One turn to learn from: the candidates, which of them are right, and what our rules propose."""

    author: str
    candidates: Mapping[str, Reasons]
    right: frozenset[str]
    proposal: Proposal


def talks(folder: Path = TALKS) -> Iterator[tuple[str, list[Said]]]:
    """(author, turns) of each talk. Raises OSError, KeyError for a file that is not of its form."""
    for path in sorted(folder.glob("*.yml")):
        for talk in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader):
            yield path.stem, [Said(turn["says"], tuple(turn.get("answers", ()))) for turn in talk["turns"]]


def weighed(world: World, parser: Parser) -> Iterator[Weighed]:
    """Every turn that the choice decides about, and whose best answer is in the content."""
    respond = Respond(world)
    for author, turns in talks():
        slots: dict[str, Any] = {"given": {}, "context": {}}
        for said in turns:
            turn = turn_of(slots, _calm(parser.hear(said.text, after=str(slots.get("last_answer") or ""))))
            if said.answers and (one := _weighed(world, respond, turn, said, author)):
                yield one
            slots = _after(world, turn, slots, said)


def _weighed(world: World, respond: Respond, turn: Turn, said: Said, author: str) -> Weighed | None:
    meant = respond.as_meant(turn)
    if meant.intent in _DOES:
        return None
    proposal = respond.proposal(meant)
    right = _right(world, said.answers)
    if not right or not may_be_weighed(meant, proposal):
        return None
    return Weighed(author, candidates(world, meant, proposal), right, proposal)


def _right(world: World, answers: Sequence[str]) -> frozenset[str]:
    """A worker's referral is one, whatever the sector."""
    known = {answer for answer in answers if answer in world.content.answers}
    return frozenset(known | {"ask_referral" for answer in known if answer.startswith("ask_referral/")})


def _calm(parse: dict[str, Any]) -> dict[str, Any]:
    """As the actions hand on a message that is answered calmly."""
    intent = {"name": parse.get("calm_intent") or parse["intent"]["name"]}
    return parse if (parse.get("urgency") or {}).get("level") == "none" else {**parse, "intent": intent}


def turn_of(slots: Mapping[str, Any], parse: Mapping[str, Any]) -> Turn:
    """A message of an author, with what is remembered of the talk."""
    return Turn.of(Tracker("author", dict(slots), dict(parse), [], False, None, {}, "action_listen"))


def _after(world: World, turn: Turn, slots: Mapping[str, Any], said: Said) -> dict[str, Any]:
    """What is remembered once the best answer was given."""
    after = {**slots, "context": remembered(world, turn)}
    given = next((answer for answer in said.answers if answer in world.content.answers), None)
    if given is None:
        return after
    return after | {event["name"]: event["value"] for event in note_given(turn, given)}
