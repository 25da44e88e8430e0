"""The list: what waits, who has it; new requests appear by themselves."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from casework.pseudonyms import Pseudonym
from casework.urgent_talks import UrgentTalk, flagged, unflag
from staff.alerts import failing_since, forget_told
from staff.caseload import Filters, Row, rows, states_to_choose
from staff.visit import Visit

SOURCES = ("telegram", "web")
ROLES = ("relative", "professional", "self")
MOST_SHOWN = 100


@dataclass(frozen=True)
class Listing:
    """`waiting` counts what nobody has; `hidden`: how many pass the filters and do not fit on the page."""

    shown: list[Row]
    hidden: int
    talks: list[UrgentTalk]
    waiting: int
    urgent_waiting: int
    leaving_soon: int
    total: int
    alerts_fail_since: datetime | None

    @property
    def version(self) -> str:
        """Changes when anything that is shown changes; every minute too, for the ages in words."""
        plain = repr((self, datetime.now(timezone.utc).replace(second=0, microsecond=0)))
        return hashlib.sha256(plain.encode()).hexdigest()[:16]


async def listing_of(visit: Visit, filters: Filters) -> Listing:
    everything = await rows(visit.console.redis)
    free = [row for row in everything if row.is_open and not row.holder]
    soon = visit.console.limits.warn_days
    passing = [row for row in everything if filters.passes(row, visit.who.name)]
    return Listing(
        shown=passing[:MOST_SHOWN],
        hidden=len(passing[MOST_SHOWN:]),
        talks=await flagged(visit.console.redis),
        waiting=len(free),
        urgent_waiting=sum(row.urgent for row in free),
        leaving_soon=sum(row.leaves_soon(soon) for row in everything),
        total=len(everything),
        alerts_fail_since=await failing_since(visit.console.redis),
    )


async def show_list(visit: Visit) -> Response:
    filters = Filters.of_query(visit.request.query_params)
    values = _values(visit, filters, await listing_of(visit, filters))
    return await visit.page("list.html", **values, live=False)


async def show_rows(visit: Visit) -> Response:
    """The part that an open list asks for every few seconds: nothing (204) while nothing has changed."""
    filters = Filters.of_query(visit.request.query_params)
    listing = await listing_of(visit, filters)
    if listing.version == visit.request.query_params.get("version"):
        return Response(status_code=204)
    return visit.fragment("_rows.html", **_values(visit, filters, listing), live=True)


async def urgent_talk_seen(visit: Visit) -> Response:
    person = Pseudonym(visit.request.path_params["person"])
    if await unflag(visit.console.redis, person):
        await forget_told(visit.console.redis, person)
        await visit.record("urgent_talk.seen", person)
    return await visit.say_and_go("/demandes", "seen")


def _values(visit: Visit, filters: Filters, listing: Listing) -> dict[str, Any]:
    query = {k: v for k, v in visit.request.query_params.items() if k != "version"}
    return {
        "filters": filters,
        "listing": listing,
        "query": urlencode(query),
        "states": states_to_choose(),
        "roles": ROLES,
        "sources": SOURCES,
        "refresh": visit.console.limits.refresh,
        "warn_days": visit.console.limits.warn_days,
    }
