"""The long poll survives what Telegram, the network and other pollers do, and there is one poller only."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from telegram.error import Conflict

from bot.line import Line
from bot.telegram.lease import PollerLease
from bot.telegram.status import TelegramStatus, Way
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.telegram_stand_in import TelegramStandIn, until
from tests.bot.telegram.gate import Gate, client_of, opened_door, telegram_settings, working
from tests.bot.world import opened_line


async def test_updates_whose_confirmation_was_lost_are_not_done_twice(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    gate.telegram.faults.drop("getUpdates", after=True, times=3)
    for number in range(3):
        anne.says(f"message {number}")
    await until(lambda: len(anne.texts) == 3)
    await gate.until_confirmed()
    assert gate.rasa.state.heard() == ["message 0", "message 1", "message 2"]


@pytest.mark.parametrize("code", [429, 400, 401, 500, 502])
async def test_a_refused_poll_is_tried_again(gate: Gate, code: int) -> None:
    """401 ends the library's task for good: the poll is begun anew."""
    gate.telegram.faults.refuse("getUpdates", code, times=2)
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: [call.code for call in gate.telegram.calls("getUpdates")].count(code) == 2)
    anne.says("encore")
    await until(lambda: len(anne.texts) == 2, within=8)
    assert gate.door.is_alive()


async def test_an_answer_that_is_no_json_does_not_end_the_poll(gate: Gate) -> None:
    gate.telegram.faults.garbage("getUpdates", times=2)
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts, within=8)


async def test_an_update_that_cannot_be_read_does_not_hold_up_the_others(gate: Gate) -> None:
    gate.telegram.world.updates.add("message", {"from": "nobody"})
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts)
    await gate.until_confirmed()


async def test_a_fault_of_our_own_costs_one_update_and_not_the_lifeline(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(message: object) -> None:
        monkeypatch.undo()
        raise ValueError("a fault of ours")

    monkeypatch.setattr(gate.line.intake, "put", broken)
    anne = gate.telegram.person(42)
    anne.says("perdu")
    anne.says("gardé")
    await until(lambda: len(anne.texts) == 2)
    assert "1. gardé" in anne.texts
    assert any("112" in text for text in anne.texts)


async def test_telegram_may_be_away_for_a_while(gate: Gate) -> None:
    gate.telegram.stop()
    await asyncio.sleep(2)
    gate.telegram.start()
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts, within=10)


async def test_a_stranger_who_polls_with_our_token_does_not_stop_us(gate: Gate) -> None:
    async with client_of(gate.telegram) as stranger:
        with contextlib.suppress(Conflict):
            await stranger.get_updates(timeout=1)
    assert gate.telegram.polling.conflicts >= 1
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts, within=8)


async def test_a_webhook_left_behind_is_taken_away(
    telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn
) -> None:
    async with client_of(telegram) as someone:
        await someone.set_webhook("https://example.be/old")
    async with opened_line(telegram_settings(telegram, redis_url, rasa)) as line, opened_door(line) as door:
        await door.start()
        await until(lambda: telegram.polling.has_poller)


@pytest_asyncio.fixture
async def lines(telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn) -> AsyncIterator[tuple[Line, Line]]:
    """Two bot processes on one Redis."""
    settings = telegram_settings(telegram, redis_url, rasa)
    async with opened_line(settings) as first, opened_line(settings) as second:
        yield first, second


async def test_one_process_polls_and_the_other_waits(telegram: TelegramStandIn, lines: tuple[Line, Line]) -> None:
    async with opened_door(lines[0]) as first, opened_door(lines[1]) as second:
        await first.start()
        await until(lambda: first.status.way is Way.POLLING)
        await second.start()
        await until(lambda: second.status.way is Way.STANDBY)
        await asyncio.sleep(1.5)
        assert telegram.polling.conflicts == 0
        assert first.is_alive()
        assert second.is_alive()


async def test_the_other_takes_over_at_once_when_the_first_stops(
    telegram: TelegramStandIn, lines: tuple[Line, Line]
) -> None:
    async with opened_door(lines[0]) as first, opened_door(lines[1]) as second, working(lines[1], second):
        await first.start()
        await until(lambda: first.status.way is Way.POLLING)
        await second.start()
        began = time.monotonic()
        await first.stop()
        anne = telegram.person(42)
        anne.says("bonjour")
        await until(lambda: anne.texts, within=4)
        assert time.monotonic() - began < 4


async def test_the_other_takes_over_within_seconds_when_the_first_dies(
    telegram: TelegramStandIn, lines: tuple[Line, Line]
) -> None:
    """The first one never lets go: its lease has to end by itself."""
    gone = PollerLease(lines[0].redis, telegram.token.split(":")[0])
    assert await gone.hold()
    async with opened_door(lines[1]) as second, working(lines[1], second):
        began = time.monotonic()
        await second.start()
        anne = telegram.person(42)
        anne.says("bonjour")
        await until(lambda: anne.texts, within=9)
        assert time.monotonic() - began < 8


async def test_who_has_lost_the_lease_stops_polling(telegram: TelegramStandIn, lines: tuple[Line, Line]) -> None:
    async with opened_door(lines[0]) as first:
        await first.start()
        await until(lambda: first.status.way is Way.POLLING)
        await lines[1].redis.set(f"{{relais}}:poller:{telegram.token.split(':')[0]}", "another", px=3000)
        await until(lambda: first.status.way is Way.STANDBY)
        await until(lambda: not telegram.polling.has_poller, within=1)
        await until(lambda: first.status.way is Way.POLLING, within=6)


class TestStatus:
    """Health is about now: what was true half a minute ago does not count."""

    def test_it_is_closed_before_the_start(self) -> None:
        assert not TelegramStatus().is_alive()

    @pytest.mark.parametrize(("way", "limit"), [(Way.POLLING, 25), (Way.STANDBY, 15), (Way.WEBHOOK, 180)])
    def test_what_is_not_confirmed_again_is_dead(self, way: Way, limit: float) -> None:
        moments = iter([0.0, 0.0, 0.0, limit - 1, limit + 1])
        status = TelegramStatus(lambda: next(moments))
        status.confirm(way)
        assert status.is_alive()
        assert not status.is_alive()

    def test_a_failure_is_neither_life_nor_silence(self) -> None:
        moments = iter([0.0, 0.0, 0.0, 30.0, 31.0, 31.0])
        status = TelegramStatus(lambda: next(moments))
        status.confirm(Way.POLLING)
        status.notice_failure()
        assert status.silent_for() == 1.0
        assert not status.is_alive()
