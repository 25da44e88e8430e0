"""Whose request a message is about: the one it names, or those of this chat. Called by requests and request_change."""

from __future__ import annotations

from dataclasses import dataclass

from actions.turn import Turn
from actions.world import World
from casework.contact_request import Status
from casework.guesses import guessed_wrong, may_guess
from casework.references import Reference, read_reference, resembles_reference


class TooManyGuesses(Exception):
    """Several wrong references in a row: nothing is looked up for a while."""


@dataclass(frozen=True)
class Found:
    """`mine`: it was made in this chat."""

    reference: Reference
    status: Status
    mine: bool


async def found_for(world: World, turn: Turn) -> list[Found]:
    """The request whose reference the message gives, else those made in this chat, the oldest first.

    Raises TooManyGuesses."""
    mine = await requests_of(world, turn)
    if not (turn.text and resembles_reference(turn.text)):
        return mine
    told = read_reference(turn.text)
    own = [found for found in mine if found.reference == told]
    return own or await _of_somebody(world, turn, told)


async def requests_of(world: World, turn: Turn) -> list[Found]:
    """Those made in this chat that still exist, the oldest first."""
    mine = await world.requests.of_person(turn.person)
    found = [(reference, await world.requests.status(reference)) for reference in mine]
    return [Found(reference, status, mine=True) for reference, status in found if status]


async def _of_somebody(world: World, turn: Turn, told: Reference | None) -> list[Found]:
    """From another chat; a wrong one counts, and is answered like one that never was."""
    if not await may_guess(world.redis, turn.person):
        raise TooManyGuesses
    status = await world.requests.status(told) if told else None
    if told is None or status is None:
        await guessed_wrong(world.redis, turn.person)
        return []
    return [Found(told, status, mine=False)]
