"""Keeps watch beside the pages: mail every two seconds, alerts, upkeep; of several consoles one. Called by serve."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from pathlib import Path

from casework.scripts import run_script
from casework.urgent_talks import set_duty
from staff import keys
from staff.alerts import Alerts
from staff.caseload import rows
from staff.console import Console
from staff.post_room import sort_mail
from staff.upkeep import count_what_is_new, keep_reachable, note_withdrawals, settle_talks, tidy

LEAD = Path(__file__).parent / "lua" / "lead.lua"
LEASE_MS = 15_000
BEAT, ALERTS_EVERY, UPKEEP_EVERY, REACH_EVERY = 2.0, 10.0, 60.0, 600.0
log = logging.getLogger(__name__)


class Watch:
    """`alerts` is None without a duty roster."""

    def __init__(self, console: Console, alerts: Alerts | None) -> None:
        self._console, self._alerts = console, alerts
        self._token = secrets.token_hex(8)
        self._due: dict[str, float] = {}
        self._lead = LEAD.read_text()

    async def run(self) -> None:
        """Until it is cancelled; a failure is noted by its kind and tried again at the next beat."""
        while True:
            try:
                await self.beat()
            except Exception as error:
                log.error("the watch failed: %s", type(error).__name__)
            await asyncio.sleep(BEAT)

    async def beat(self) -> None:
        """Everything that is due now, if this console has the lease."""
        if not await run_script(self._console.redis, self._lead, [keys.WATCH], [self._token, LEASE_MS]):
            return
        await self._when_due("duty", 3600, self._tell_duty)
        await sort_mail(self._console, self._alerts.tell_of_answer if self._alerts else None)
        await self._when_due("upkeep", UPKEEP_EVERY, self._upkeep)
        await self._when_due("alerts", ALERTS_EVERY, self._look)
        await self._when_due("reach", REACH_EVERY, self._reach)

    async def _when_due(self, what: str, every: float, act: Callable[[], Awaitable[None]]) -> None:
        if time.monotonic() >= self._due.get(what, 0):
            await act()
            self._due[what] = time.monotonic() + every

    async def _tell_duty(self) -> None:
        """The bot flags urgent conversations only while a roster is set."""
        await set_duty(self._console.redis, on=self._alerts is not None)

    async def _look(self) -> None:
        if self._alerts is not None:
            await self._alerts.look(await rows(self._console.redis), datetime.now(timezone.utc))

    async def _upkeep(self) -> None:
        await tidy(self._console)
        found = await rows(self._console.redis)
        await note_withdrawals(self._console, found)
        await count_what_is_new(self._console, found)
        await settle_talks(self._console, found)
        if self._alerts is not None:
            await self._alerts.warn_of_leaving(found, self._console.limits.warn_days)

    async def _reach(self) -> None:
        await keep_reachable(self._console, await rows(self._console.redis))
