"""The bot's web server: health, headers, limits, no stack traces."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.app import HEADERS, LONGEST_BODY, make_app
from bot.line import Line
from bot.terminal_door import SECRET_HEADER, TerminalDoor
from tests.auxil.redis_server import RedisServer
from tests.bot.world import World, make_settings, opened_line


class DoorOfTheTest(TerminalDoor):
    """The terminal's, with a route that breaks and one that has a policy of its own; may be closed."""

    alive = True

    def __init__(self, line: Line) -> None:
        super().__init__(line)
        self.routes = (*self.routes, Route("/breaks", breaks), Route("/own", own))

    def is_alive(self) -> bool:
        return self.alive


async def breaks(request: Request) -> Response:
    raise KeyError("mon fils Karim")


async def own(request: Request) -> Response:
    return PlainTextResponse("ok", headers={"content-security-policy": "default-src 'self'"})


@pytest.fixture
def door(line: Line) -> DoorOfTheTest:
    return DoorOfTheTest(line)


@pytest_asyncio.fixture
async def http(world: World, door: DoorOfTheTest) -> AsyncIterator[httpx.AsyncClient]:
    await world.until(world.workers.are_alive)
    transport = httpx.ASGITransport(make_app(world.line, world.workers, [door]))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
        yield http


async def test_health_is_200_while_a_message_would_get_through(http: httpx.AsyncClient) -> None:
    answer = await http.get("/health")
    assert answer.status_code == 200
    assert answer.json()["parts"] == {"redis": True, "rasa": True, "workers": True, "cli": True}


async def test_health_is_503_when_rasa_is_down(http: httpx.AsyncClient, world: World) -> None:
    world.rasa.state.fault = "unavailable"
    answer = await http.get("/health")
    assert answer.status_code == 503
    assert answer.json()["parts"]["rasa"] is False


async def test_health_is_503_when_a_door_is_closed(http: httpx.AsyncClient, door: DoorOfTheTest) -> None:
    door.alive = False
    assert (await http.get("/health")).status_code == 503


async def test_health_is_503_when_the_workers_stop(http: httpx.AsyncClient, world: World) -> None:
    await world.workers.stop()
    assert (await http.get("/health")).json()["parts"]["workers"] is False


@pytest.mark.parametrize("trouble", ["kill", "freeze"])
async def test_health_is_503_when_redis_is_down(own_redis: RedisServer, world: World, trouble: str) -> None:
    async with opened_line(make_settings(own_redis.url, world.rasa.url)) as line:
        transport = httpx.ASGITransport(make_app(line, world.workers, []))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
            assert (await http.get("/health")).status_code == 200
            getattr(own_redis, trouble)()
            answer = await http.get("/health")
    assert answer.status_code == 503
    assert answer.json()["parts"]["redis"] is False


@pytest.mark.parametrize("path", ["/health", "/nothing", "/breaks", "/terminal/turn"])
async def test_every_answer_has_the_security_headers(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


async def test_a_route_with_a_policy_of_its_own_keeps_it(http: httpx.AsyncClient) -> None:
    headers = (await http.get("/own")).headers
    assert headers["content-security-policy"] == "default-src 'self'"
    assert "x-frame-options" not in headers


async def test_a_route_that_breaks_tells_nobody_how(http: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = await http.get("/breaks")
    assert answer.status_code == 500
    assert "Karim" not in answer.text
    assert "KeyError" not in answer.text
    assert all("Karim" not in record.getMessage() for record in caplog.records)


async def test_a_body_without_end_is_refused(http: httpx.AsyncClient, line: Line) -> None:
    headers = {SECRET_HEADER: line.names.terminal_secret()}
    answer = await http.post("/terminal/turn", content=b"x" * (LONGEST_BODY + 1), headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [b"", b"x", b"[]", b"{}", b'{"sender": "a"}', b'{"sender": "", "text": "x"}', b'{"sender": 1, "text": "x"}',
     b'{"sender": "a", "text": "x", "payload": "y"}', b'{"sender": "a", "text": 1}', b"\xff\xfe"],
)  # fmt: skip
async def test_what_is_not_a_turn_is_refused(http: httpx.AsyncClient, line: Line, body: bytes) -> None:
    headers = {SECRET_HEADER: line.names.terminal_secret()}
    assert (await http.post("/terminal/turn", content=body, headers=headers)).status_code == 400


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "wrong"}])
async def test_the_terminals_door_is_closed_to_whoever_lacks_the_key(
    http: httpx.AsyncClient, world: World, headers: dict[str, str]
) -> None:
    answer = await http.post("/terminal/turn", json={"sender": "a", "text": "bonjour"}, headers=headers)
    assert answer.status_code == 403
    assert world.rasa.state.asked == []
