"""The console as a web application. Called by serve and by the tests."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from staff.console import Console
from staff.gate import Gate, Way, error_page
from staff.headers import StrictHeaders
from staff.view import make_environment
from staff.visit import Visit
from staff.ways import WAYS


def make_app(console: Console, ways: Sequence[Way] = WAYS) -> Starlette:
    environment = make_environment(console)

    async def not_found(request: Request, error: Exception) -> Response:
        return await error_page(Visit(console, environment, request), 404)

    in_order = groupby(sorted(ways, key=lambda way: _specific_first(way.path)), key=lambda way: way.path)
    # A gate is asked about every method, and answers those that are not there itself.
    routes = [Route(path, Gate(console, environment, list(group))) for path, group in in_order]
    strict = Middleware(StrictHeaders, console.settings.trusted_proxy, console.settings.production)
    app = Starlette(routes=routes, middleware=[strict], exception_handlers={404: not_found})
    app.state.console = console
    return app


def _specific_first(path: str) -> tuple[list[bool], str]:
    """`/demandes/lignes` is looked at before `/demandes/{reference}`."""
    return [part.startswith("{") for part in path.split("/")], path
