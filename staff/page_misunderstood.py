"""The messages that the assistant did not understand and that people agreed to give, masked."""

from __future__ import annotations

from starlette.responses import Response

from casework.misunderstood import KEEP_SECONDS, forget, kept
from staff.gate import error_page
from staff.visit import Visit


async def show_misunderstood(visit: Visit) -> Response:
    await visit.record("misunderstood.viewed")
    messages = await kept(visit.console.redis, visit.console.opener)
    return await visit.page("misunderstood.html", messages=messages, days=KEEP_SECONDS // 86_400)


async def forget_misunderstood(visit: Visit) -> Response:
    id = visit.request.path_params["id"]
    if not await forget(visit.console.redis, id):
        return await error_page(visit, 404)
    await visit.record("misunderstood.erased")
    return await visit.say_and_go("/non-compris", "misunderstood_erased")
