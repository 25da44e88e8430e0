"""Nothing that a person gave reaches a log or an error page."""

from __future__ import annotations

import logging

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from casework.requests import RequestStore
from casework.sealing import CaseSealer
from staff.post_room import sort_mail
from tests.staff.console_client import World
from tests.staff.sample_requests import PERSONAL, URGENT


def said_by_staff(caplog: pytest.LogCaptureFixture) -> str:
    """Without the lines of the test's own browser."""
    return "\n".join(caplog.handler.format(record) for record in caplog.records if not record.name.startswith("httpx"))


async def test_a_page_that_fails_says_so_without_what_it_held(
    world: World, redis: Redis, sealer: CaseSealer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    browser = await world.signed_in("anne", "intervenant")

    async def failing(*_: object) -> None:
        raise ValueError(f"broken at {URGENT.message} {URGENT.phone} {URGENT.name}")

    monkeypatch.setattr("staff.page_request.case_view", failing)
    with caplog.at_level(logging.DEBUG):
        answer = await browser.get(f"/demandes/{reference}")

    assert answer.status_code == 500
    assert "Une erreur s’est produite" in browser.text
    said = said_by_staff(caplog)
    assert "ValueError" in said
    assert not [words for words in [*PERSONAL, str(reference)] if words in said + answer.text]


async def test_when_redis_is_gone_a_page_says_that_people_still_have_the_numbers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await world.signed_in("anne", "intervenant")

    async def silent(*_: object, **__: object) -> None:
        raise RedisConnectionError("Error 111 connecting to redis://:geheim@host")

    monkeypatch.setattr("staff.sessions.Sessions.find", silent)
    answer = await browser.get("/demandes")

    assert answer.status_code == 503
    assert "numéros d’appel" in answer.text
    assert "geheim" not in answer.text


async def test_the_whole_work_on_a_request_logs_no_word_of_it(
    world: World, redis: Redis, sealer: CaseSealer, caplog: pytest.LogCaptureFixture
) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    browser = await world.signed_in("anne", "intervenant")

    with caplog.at_level(logging.DEBUG, logger="staff"):
        await browser.get(f"/demandes/{reference}")
        await browser.post(f"/demandes/{reference}/prendre")
        await browser.post(f"/demandes/{reference}/note", {"texte": "Une note secrète."})
        await browser.post(f"/demandes/{reference}/ecrire", {"texte": "Une lettre secrète."})
        await browser.post(f"/demandes/{reference}/exporter", {"a": "caprev", "forme": "pdf"})
        await sort_mail(world.console)

    hidden = [*PERSONAL, "secrète", str(reference)]
    assert not [words for words in hidden if words in said_by_staff(caplog)]
