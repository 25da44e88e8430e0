"""Browser tests: a real Chromium, a real bot server, a real Redis; Rasa is the stand-in with our real answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.auxil.redis_server import RedisServer, running_redis
from tests.browser.chromium import ChromiumIsMissing, running_chromium
from tests.browser.other_site import OtherSite, running_other_site
from tests.browser.talking_rasa import TalkingRasa
from tests.browser.visitor import Visitor
from tests.browser.world import Bot, running_bot

OpenVisitor = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """scripts/browser has tried to get one and has said loudly that there is none; under CI that is a failure."""
    try:
        with running_chromium() as browser:
            yield browser
    except ChromiumIsMissing as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def other_site() -> Iterator[OtherSite]:
    with running_other_site() as site:
        yield site


@pytest.fixture(scope="session")
def shared_rasa() -> Iterator[TalkingRasa]:
    rasa = TalkingRasa()
    rasa.start()
    yield rasa
    rasa.stop()


@pytest.fixture(scope="module")
def shared_bot(
    tmp_path_factory: pytest.TempPathFactory, shared_rasa: TalkingRasa, other_site: OtherSite
) -> Iterator[Bot]:
    """One for each file: all visitors come from one address, which may open only so many conversations."""
    folder = tmp_path_factory.mktemp("bot")
    with (
        running_redis(folder) as redis,
        running_bot(folder, redis, shared_rasa, RELAIS_EMBED_SITES=other_site.url) as bot,
    ):
        yield bot


@pytest.fixture
def bot(shared_bot: Bot) -> Bot:
    """A bot that nobody has troubled."""
    shared_bot.rasa.begin_anew()
    return shared_bot


@pytest.fixture
def own_bot(tmp_path: Path, own_redis: RedisServer) -> Iterator[Bot]:
    """A bot whose parts the test may kill."""
    rasa = TalkingRasa()
    rasa.start()
    try:
        with running_bot(tmp_path, own_redis, rasa) as bot:
            yield bot
    finally:
        rasa.state.fault = None
        rasa.stop()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[OpenVisitor]:
    """Opens a browser of its own for a visitor; at the end nothing strange may have happened in any of them."""
    visitors: list[Visitor] = []

    def opened(bot: Bot, **options: Any) -> Visitor:
        visitors.append(Visitor(chromium, bot, **options))
        return visitors[-1]

    yield opened
    for visitor in visitors:
        visitor.close()
    for visitor in visitors:
        assert visitor.complaints == []
        assert visitor.strangers == []


@pytest.fixture
def page(visit: OpenVisitor, bot: Bot) -> Page:
    """A first visit, when the assistant has spoken."""
    return visit(bot).arrive().page
