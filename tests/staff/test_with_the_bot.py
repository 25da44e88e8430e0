"""Console and bot as real processes: staff write, the person reads it on Telegram or on the web, and answers."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from redis.asyncio import Redis

from casework.pseudonyms import Pseudonym
from casework.requests import RequestStore
from casework.sealing import CaseSealer
from casework.staff_mail_keys import bot_public_key
from tests.auxil.redis_server import RedisServer, free_port, running_redis
from tests.auxil.telegram_stand_in import TelegramStandIn, running_stand_in, wait_until
from tests.bot.world import CHAT_KEYS
from tests.browser.chromium import ChromiumIsMissing, running_chromium
from tests.browser.talking_rasa import TalkingRasa
from tests.browser.visitor import bubbles, say
from tests.browser.world import Bot, running_bot
from tests.staff.sample_requests import PRIVATE, PUBLIC, URGENT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
LETTER = "Bonjour, je m’appelle Sarah. Puis-je vous appeler ce soir ?"
PATIENCE = 20_000


@dataclass
class House:
    """Everything that runs, and how a colleague signs in."""

    redis: RedisServer
    telegram: TelegramStandIn
    bot: Bot
    url: str
    environment: dict[str, str]
    browser: Browser

    def command(self, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "staff", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def in_redis(self, act: Callable[[Redis], Any]) -> Any:
        async def run() -> Any:
            client = Redis.from_url(self.redis.url)
            try:
                return await act(client)
            finally:
                await client.connection_pool.disconnect()

        # Playwright's own loop runs in this thread.
        with ThreadPoolExecutor(1) as other_thread:
            return other_thread.submit(lambda: asyncio.run(run())).result()

    def people(self) -> set[str]:
        keys = self.in_redis(lambda redis: redis.keys("{relais}:address:*"))
        return {key.decode().rsplit(":", 1)[1] for key in keys}

    def new_person(self, arrive: Callable[[], object]) -> Pseudonym:
        """The pseudonym of who arrives."""
        before = self.people()
        arrive()
        wait_until(lambda: len(self.people() - before) == 1, within=30)
        return Pseudonym((self.people() - before).pop())

    def request_of(self, person: Pseudonym, source: str) -> str:
        request = replace(URGENT, person=person, source_channel=source, write_here=True)
        sealer = CaseSealer.from_setting(PUBLIC)
        return str(self.in_redis(lambda redis: RequestStore(redis).create(f"m-{person}", request, sealer)))


@contextlib.contextmanager
def running_staff(redis: RedisServer) -> Iterator[tuple[str, dict[str, str]]]:
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"], "REDIS_URL": redis.url, "RELAIS_CASE_PRIVATE_KEYS": PRIVATE,
        "RELAIS_CASE_PUBLIC_KEY": PUBLIC, "RELAIS_BOT_PUBLIC_KEY": bot_public_key(CHAT_KEYS),
        "RELAIS_STAFF_PORT": str(port), "RELAIS_STATE_DIR": "/nonexistent",
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "staff", "serve"], env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: answers(f"{url}/health"), within=60)
        yield url, environment
    finally:
        process.terminate()
        process.wait(20)


def answers(url: str) -> bool:
    with contextlib.suppress(OSError):
        return bool(urllib.request.urlopen(url, timeout=5).status == 200)
    return False


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    rasa = TalkingRasa()
    rasa.start()
    with contextlib.ExitStack() as stack:
        stack.callback(rasa.stop)
        redis = stack.enter_context(running_redis(tmp_path))
        telegram = stack.enter_context(running_stand_in())
        settings = {
            "TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.api_url, "RELAIS_CASE_PUBLIC_KEY": PUBLIC,
        }  # fmt: skip
        bot = stack.enter_context(running_bot(tmp_path, redis, rasa, **settings))
        url, environment = stack.enter_context(running_staff(redis))
        try:
            browser = stack.enter_context(running_chromium())
        except ChromiumIsMissing as missing:
            assert os.environ.get("CI") != "true"
            pytest.skip(str(missing))
        yield House(redis, telegram, bot, url, environment, browser)


def sign_in(house: House) -> Page:
    shown = house.command("users", "add", "anne", "--role", "intervenant", "--totp").splitlines()
    given = dict(line.split(": ", 1) for line in shown if ": " in line)
    page = house.browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(house.url)
    page.get_by_label("Nom de compte").fill("anne")
    page.get_by_label("Phrase de passe").fill(given["passphrase"])
    page.keyboard.press("Enter")
    page.get_by_label("Code à six chiffres").fill(pyotp.TOTP(given["totp"]).now())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Demandes", exact=True)).to_be_visible()
    return page


def write(staff: Page, house: House, reference: str, text: str) -> None:
    """Takes the request and writes; the page stays open on it."""
    staff.goto(f"{house.url}/demandes/{reference}")
    staff.get_by_role("button", name="Prendre en charge").click()
    staff.get_by_label("Écrire à la personne").fill(text)
    staff.get_by_role("button", name="Envoyer").click()
    expect(staff.get_by_text("remis", exact=True)).to_be_visible(timeout=PATIENCE)


def heard(page: Page, words: str) -> None:
    ends = time.monotonic() + PATIENCE / 1000
    while not any(words in said for said in bubbles(page)):
        assert time.monotonic() < ends, f"« {words} » was not heard"
        page.wait_for_timeout(200)


def test_staff_write_and_the_person_answers_on_telegram_and_on_the_web(house: House) -> None:
    visitor = house.browser.new_page()
    visitor.set_default_timeout(PATIENCE)
    on_web = house.new_person(lambda: visitor.goto(house.bot.url))
    father = house.telegram.person(1001)
    on_telegram = house.new_person(lambda: father.says("/start"))
    web_request = house.request_of(on_web, "web")
    telegram_request = house.request_of(on_telegram, "telegram")
    staff = sign_in(house)

    # On the web: the letter, the answer, who answers, and an emergency meanwhile.
    write(staff, house, web_request, LETTER)
    heard(visitor, "Un intervenant vous écrit")
    heard(visitor, "je m’appelle Sarah")
    say(visitor, "Oui, à dix-huit heures.")
    expect(staff.get_by_text("Oui, à dix-huit heures.")).to_be_visible(timeout=PATIENCE)
    heard(visitor, "transmis à l’intervenant")
    say(visitor, "il a une arme et il veut tuer quelqu’un ce soir")
    heard(visitor, "112")
    expect(staff.get_by_text("il a une arme")).to_be_visible(timeout=PATIENCE)

    # On Telegram, in a second request.
    write(staff, house, telegram_request, LETTER)
    wait_until(lambda: any("Sarah" in text for text in father.texts), within=20)
    father.says("Merci, appelez-moi demain.")
    expect(staff.get_by_text("Merci, appelez-moi demain.")).to_be_visible(timeout=PATIENCE)

    # The end of the talk: the assistant answers again.
    staff.get_by_role("button", name="Terminer l’échange").click()
    wait_until(lambda: any("terminé l’échange" in text for text in father.texts), within=20)
    before = len(father.texts)
    father.says("quels sont les signes ?")
    wait_until(lambda: len(father.texts) > before, within=20)
    assert "transmis à l’intervenant" not in father.texts[-1]

    # Not a word of it lies in the clear, and every step stands in the trail.
    dump = house.in_redis(dump_of)
    assert not [
        words for words in ("Sarah", "dix-huit", "une arme", "Anneliese", "475123456") if words.encode() in dump
    ]
    assert "entier" in house.command("audit", "verify")


async def dump_of(redis: Redis) -> bytes:
    return b"".join([await redis.dump(key) or b"" for key in await redis.keys("*")])
