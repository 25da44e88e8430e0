"""Log lines without a person in them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import PersonlessFormatter

PLANTED = "mon-fils-Karim-4711"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PersonlessFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def test_an_exception_shows_its_kind_and_place_and_not_what_it_says(written: io.StringIO) -> None:
    try:
        {}[PLANTED]
    except KeyError as error:
        logging.getLogger("bot.turn").error("a turn broke", exc_info=error)
    assert "KeyError at test_an_exception" in written.getvalue()
    assert PLANTED not in written.getvalue()


def test_a_cause_of_an_exception_is_not_shown_either(written: io.StringIO) -> None:
    try:
        try:
            raise ValueError(PLANTED)
        except ValueError as cause:
            raise RuntimeError(PLANTED) from cause
    except RuntimeError:
        logging.getLogger("bot.turn").exception("a turn broke")
    assert PLANTED not in written.getvalue()


def test_what_other_libraries_say_is_left_out(written: io.StringIO) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved %r", KeyError(PLANTED))
    logging.getLogger("httpx").warning("GET https://api.telegram.org/bot%s/getMe", PLANTED)
    assert "asyncio" in written.getvalue()
    assert PLANTED not in written.getvalue()
