"""The journal: who did what and when, and whether it is whole. For audit."""

from __future__ import annotations

from starlette.responses import Response

from casework.trail import TrailHead, TrailIsBroken, TrailLine, verify
from staff.operator import trail_problem
from staff.visit import Visit

PAGE = 100


async def show_trail(visit: Visit) -> Response:
    await visit.record("trail.viewed")
    return await _page(visit)


async def verify_trail(visit: Visit) -> Response:
    head, problem = None, ""
    try:
        head = await verify(visit.console.redis)
    except TrailIsBroken as error:
        problem = trail_problem(error)
    await visit.record("trail.verified")
    return await _page(visit, head=head, problem=problem, verified=True)


async def _page(visit: Visit, *, head: TrailHead | None = None, problem: str = "", verified: bool = False) -> Response:
    query = visit.request.query_params
    who, about, what = (query.get(name, "").strip() for name in ("qui", "quoi", "acte"))
    found = [line for line in await visit.console.history.lines() if _fits(line, who, about, what)]
    found.reverse()
    page = max(1, int(query["page"])) if query.get("page", "").isdigit() else 1
    return await visit.page(
        "trail.html", lines=found[(page - 1) * PAGE : page * PAGE], page=page, last_page=max(1, -(-len(found) // PAGE)),
        count=len(found), who=who, about=about, what=what, acts=visit.console.words.acts, head=head, problem=problem,
        verified=verified,
    )  # fmt: skip


def _fits(line: TrailLine, who: str, about: str, what: str) -> bool:
    return (
        (not who or who.lower() in line.who.lower())
        and (not about or about.upper() in line.about.upper())
        and (not what or line.what.partition(":")[0] == what)
    )
