"""Who works on a request: claim it, give it back, hand it to a colleague, move it on. Called by staff.

Every step is one script, by the table of states: of two people at once, one wins and the other is told who.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from redis.asyncio import Redis

from casework import keys, work_keys
from casework.contact_request import Status
from casework.leftovers import note_erasure
from casework.references import Reference
from casework.request_states import RequestStates, request_states
from casework.requests import MoveIsNotAllowed, RequestIsUnknown
from casework.scripts import run_script

STEP = Path(__file__).parent / "lua" / "work_on_request.lua"
CLAIMED, CONTACTED, HANDED_OVER = "pris_en_charge", "contacte", "transmis"
# The first time that each of these was reached, for the statistics of waiting times.
STAMPS = {CLAIMED: "first_claimed_at", CONTACTED: "first_contacted_at", HANDED_OVER: "handed_over_at"}


class RequestIsHeld(Exception):
    """Somebody else has it, or nobody has (`holder` is empty): claim it first."""

    def __init__(self, holder: str) -> None:
        super().__init__("somebody else has this request" if holder else "nobody has this request")
        self.holder = holder


@dataclass(frozen=True)
class Worker:
    """`role`: a role of the console; `over_others`: may act on what a colleague has."""

    account: str
    role: str
    over_others: bool = False


class Claims:
    """Every method raises RequestIsUnknown, MoveIsNotAllowed or RequestIsHeld when the step cannot be taken."""

    def __init__(self, redis: Redis[bytes], states: RequestStates | None = None) -> None:
        self._redis = redis
        self._states = states or request_states()
        self._lua = STEP.read_text()

    async def claim(self, reference: Reference, worker: Worker, *, now: datetime | None = None) -> None:
        """A new request, or one in work that nobody has any more."""
        fresh = [s for s in self._states.from_which(worker.role, CLAIMED) if s == self._states.first]
        try:
            await self._step(reference, worker, fresh, hold="free", to=CLAIMED, holder=worker.account, now=now)
        except MoveIsNotAllowed as error:
            if error.stands_at not in (CLAIMED, CONTACTED):
                raise
            states = [error.stands_at]
            await self._step(reference, worker, states, hold="free", holder=worker.account, now=now)

    async def give_back(self, reference: Reference, worker: Worker, *, now: datetime | None = None) -> None:
        """A claimed one is new again; one whose person was reached already stays so, and free."""
        fresh = self._states.first
        taken = [CLAIMED] if self._states.may_move(worker.role, CLAIMED, fresh) else []
        hold = "any" if worker.over_others else "mine"
        try:
            await self._step(reference, worker, taken, hold=hold, to=fresh, holder="", now=now)
        except MoveIsNotAllowed as error:
            if error.stands_at != CONTACTED:
                raise
            await self._step(reference, worker, [CONTACTED], hold=hold, holder="", now=now)

    async def assign(self, reference: Reference, worker: Worker, to: str, *, now: datetime | None = None) -> None:
        """Gives it to the account `to`, whoever has it. The caller has checked that the worker may, and `to` exists."""
        try:
            fresh = [self._states.first]
            await self._step(reference, worker, fresh, hold="any", to=CLAIMED, holder=to, now=now)
        except MoveIsNotAllowed as error:
            if error.stands_at not in (CLAIMED, CONTACTED, HANDED_OVER):
                raise
            await self._step(reference, worker, [error.stands_at], hold="any", holder=to, now=now)

    async def move(self, reference: Reference, to: str, worker: Worker, *, now: datetime | None = None) -> None:
        """On to another state of the table, by the one who has it."""
        hold = "any" if worker.over_others else "mine"
        holder = worker.account if to == CLAIMED else "="
        await self._step(
            reference, worker, self._states.from_which(worker.role, to), hold=hold, to=to, holder=holder, now=now
        )

    def moves(self, status: str, worker: Worker) -> list[str]:
        """Where `move` could lead from here, in the order of the table; claiming and giving back are apart."""
        apart = {(self._states.first, CLAIMED), (CLAIMED, self._states.first)}
        states = (to for to in self._states.states if self._states.may_move(worker.role, status, to))
        return [to for to in states if (status, to) not in apart]

    async def _step(
        self,
        reference: Reference,
        worker: Worker,
        from_: Sequence[str],
        *,
        hold: str,
        to: str = "",
        holder: str = "=",
        now: datetime | None = None,
    ) -> None:
        state = self._states.states[to] if to else None
        moment = (now or datetime.now(timezone.utc)).isoformat()
        keep, erases = (state.keep_seconds, state.erases_sealed) if state else (0, False)
        answer = await run_script(
            self._redis,
            self._lua,
            [keys.case(reference), work_keys.case_file(reference)],
            [worker.account, hold, to, keep, str(int(erases)), moment, holder, STAMPS.get(to, ""), *from_],
        )
        _raise_unless_done([part.decode() for part in answer])
        if erases:
            await note_erasure(self._redis)


def _raise_unless_done(answer: list[str]) -> None:
    said, about = answer[0], answer[1]
    if said == "unknown":
        raise RequestIsUnknown("no request has this reference")
    if said == "held":
        raise RequestIsHeld(about)
    if said == "stands_at":
        raise MoveIsNotAllowed(Status(about))
