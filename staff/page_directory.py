"""The directory as staff keep it: who confirmed which entry when, what is unconfirmed or old."""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from staff.directory_book import DirectoryBook
from staff.gate import error_page
from staff.visit import Visit


def book_of(visit: Visit) -> DirectoryBook:
    console = visit.console
    return DirectoryBook(console.redis, console.directory, console.limits.confirm_again_months)


async def show_directory(visit: Visit) -> Response:
    entries = await book_of(visit).entries()
    counts = Counter(entry.standing for entry in entries)
    months = visit.console.limits.confirm_again_months
    return await visit.page("directory.html", entries=entries, counts=counts, months=months)


async def confirm_entry(visit: Visit) -> Response:
    id = visit.request.path_params["id"]
    try:
        service = await book_of(visit).confirm(id, visit.who.name)
    except KeyError:
        return await error_page(visit, 404)
    await visit.record("directory.confirmed", id)
    return await visit.say_and_go("/repertoire", "confirmed", name=service.short_name)
