"""What leaves soon: requests near their end, passed-on ones without a receipt, ones whose content is gone."""

from __future__ import annotations

from starlette.responses import Response

from casework.claims import HANDED_OVER
from staff.caseload import rows
from staff.visit import Visit


async def show_departures(visit: Visit) -> Response:
    everything = await rows(visit.console.redis)
    warn = visit.console.limits.warn_days
    in_order = sorted(everything, key=lambda row: row.days_left)
    return await visit.page(
        "departures.html",
        soon=[row for row in in_order if row.leaves_soon(warn) and row.status != HANDED_OVER],
        waiting=[row for row in in_order if row.has_content and row.status == HANDED_OVER],
        emptied=[row for row in in_order if not row.has_content],
        states=visit.console.states.states,
        warn_days=warn,
    )
