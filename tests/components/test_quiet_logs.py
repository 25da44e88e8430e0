"""What the Rasa process logs: words of its source, kinds of errors, places in the code; never a person's words."""

from __future__ import annotations

import io
import logging
import sys
import warnings
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
import structlog
from rasa.core.agent import Agent

from components import quiet_logs
from components.tracker_store import RelaisTrackerStore
from tests.auxil import small_rasa
from tests.auxil.redis_server import RedisServer
from tests.auxil.small_rasa import SECRET, SmallActionServer, give_store, open_door, small_channel

WORDS = "mon cousin Zebulon 0470112233"
SENDER = "telegram4711"
NEEDLES = ("Zebulon", "0470112233", "cousin", SENDER, "m-4711")


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged at DEBUG and above, with quiet logs installed."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "rasa", "sanic", "sanic.root", "sanic.error")}
    root.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    quiet_logs.install()
    yield stream
    quiet_logs.uninstall()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    root.removeHandler(handler)


def assert_quiet(text: str) -> None:
    found = [needle for needle in NEEDLES if needle in text]
    assert not found, text[max(0, text.find(found[0]) - 300) :][:600]


def test_words_of_the_source_stay_and_what_is_put_into_them_goes(logged: io.StringIO) -> None:
    logger = logging.getLogger("some.library")
    logger.warning("Too many of %s: %d", WORDS, 3)
    logger.warning(f"Too many of {WORDS}")
    logger.warning("Too many of {}".format(WORDS))  # noqa: UP032 (Rasa writes them like this)
    logger.error(ValueError(WORDS))
    lines = logged.getvalue().splitlines()
    assert "some.library WARNING Too many of %s: %d [components/test_quiet_logs.py:" in lines[0]
    assert all(quiet_logs.LEFT_OUT in line for line in lines[1:])
    assert_quiet(logged.getvalue())


def raise_in_the_dark() -> None:
    try:
        raise KeyError(WORDS)
    except KeyError as error:
        raise ValueError(f"about {WORDS}") from error


def test_an_error_keeps_its_kind_its_cause_and_its_place(logged: io.StringIO) -> None:
    try:
        raise_in_the_dark()
    except ValueError:
        logging.getLogger("x").exception("It broke.", stack_info=True)
    text = logged.getvalue()
    assert "It broke." in text
    assert "ValueError at components/test_quiet_logs.py:" in text
    assert "caused by KeyError at components/test_quiet_logs.py:" in text
    assert len(text.splitlines()) == 1
    assert_quiet(text)


def test_structlog_keeps_the_events_name_and_none_of_its_values(logged: io.StringIO) -> None:
    logger = structlog.get_logger("x")
    logger.info("some.event", text=WORDS, anything={"deep": [WORDS]})
    logger.warning(f"{WORDS} happened")
    try:
        raise_in_the_dark()
    except ValueError:
        logger.exception("some.failure", user_text=WORDS)
    text = logged.getvalue()
    assert "some.event" in text
    assert "some.failure ValueError at components/test_quiet_logs.py:" in text
    assert_quiet(text)


def test_a_logger_that_was_used_before_is_quiet_too(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.configure(cache_logger_on_first_use=True)
    logger = structlog.get_logger("early")
    logger.warning("before")
    quiet_logs.install()
    logger.warning("after", text=WORDS)
    quiet_logs.uninstall()
    structlog.configure(cache_logger_on_first_use=False)
    output = capsys.readouterr()
    assert_quiet(output.out + output.err)


def test_warnings_and_uncaught_errors_keep_quiet(
    logged: io.StringIO, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with warnings.catch_warnings():
        # catch_warnings puts Python's own printer back.
        monkeypatch.setattr(warnings, "showwarning", quiet_logs._quiet_warning)
        warnings.simplefilter("always")
        warnings.warn(WORDS, UserWarning, stacklevel=1)
    try:
        raise_in_the_dark()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    output = logged.getvalue() + capsys.readouterr().err
    assert "UserWarning at components/test_quiet_logs.py:" in output
    assert "ValueError at components/test_quiet_logs.py:" in output
    assert_quiet(output)


def test_everything_can_be_put_back() -> None:
    before = (logging.getLogRecordFactory(), warnings.showwarning, sys.excepthook, structlog.get_config())
    quiet_logs.install()
    quiet_logs.install()
    quiet_logs.uninstall()
    assert (logging.getLogRecordFactory(), warnings.showwarning, sys.excepthook, structlog.get_config()) == before


@pytest_asyncio.fixture
async def door(
    agent: Agent, store: RelaisTrackerStore, own_redis: RedisServer, logged: io.StringIO
) -> AsyncIterator[Any]:
    give_store(agent, RelaisTrackerStore(None, settings=small_rasa.store_settings(own_redis.url)))
    async with open_door(agent, small_channel()) as url, aiohttp.ClientSession() as http:

        async def say(text: str, number: int = 1) -> int:
            body = {"id": f"m-4711-{number}", "sender": SENDER, "text": text}
            async with http.post(f"{url}/turn", json=body, headers={"X-Relais-Secret": SECRET}) as answer:
                page = await answer.text()
            if answer.status != 200:
                assert_quiet(page)
            return answer.status

        yield say
    give_store(agent, store)


async def test_a_whole_conversation_leaves_no_word_in_the_logs(door: Any, logged: io.StringIO) -> None:
    for number, text in enumerate(["bonjour", "rappelez moi", WORDS, WORDS, "signes", WORDS]):
        assert await door(text, number) == 200
    assert "rasa.core" in logged.getvalue()
    assert_quiet(logged.getvalue())


@pytest.mark.parametrize("fault", ["raise", "silent", "stopped", "door"])
async def test_a_failing_action_leaves_no_word_in_the_logs(
    door: Any, logged: io.StringIO, small_actions: SmallActionServer, fault: str
) -> None:
    await door("rappelez moi", 1)
    small_actions.break_with(fault)
    assert await door(WORDS, 2) == 503
    assert "A turn failed (action); nothing of it is kept." in logged.getvalue()
    assert "action.py:" in logged.getvalue()
    assert_quiet(logged.getvalue())


async def test_a_dead_redis_leaves_no_word_in_the_logs(
    door: Any, logged: io.StringIO, own_redis: RedisServer, small_actions: SmallActionServer
) -> None:
    small_actions.during_a_call = own_redis.kill
    assert await door(WORDS, 1) == 503
    assert await door(WORDS, 2) == 503
    assert "StoreIsDown" in logged.getvalue()
    assert_quiet(logged.getvalue())


async def test_a_fault_inside_rasa_leaves_no_word_in_the_logs(
    door: Any, agent: Agent, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError(WORDS)

    monkeypatch.setattr(agent.processor.graph_runner, "run", broken)
    assert await door(WORDS, 1) == 503
    assert "RuntimeError" in logged.getvalue()
    assert_quiet(logged.getvalue())


@pytest.mark.parametrize("body", [b"{mon cousin Zebulon", b'{"text": "Zebulon"}', b""])
async def test_a_broken_body_leaves_no_word_in_the_logs(agent: Agent, logged: io.StringIO, body: bytes) -> None:
    async with (
        open_door(agent, small_channel()) as url,
        aiohttp.ClientSession() as http,
        http.post(f"{url}/turn", data=body, headers={"X-Relais-Secret": SECRET}) as answer,
    ):
        assert answer.status == 400
        assert_quiet(await answer.text())
    assert_quiet(logged.getvalue())
