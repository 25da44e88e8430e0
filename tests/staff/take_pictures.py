"""Takes the pictures of the guide: `python -m tests.staff.take_pictures`. Nothing in them is a real person."""

from __future__ import annotations

import asyncio
import random
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from casework.bot_mail import BotMail
from casework.case_file import CaseFile, FileEntry
from casework.claims import Claims, Worker
from casework.counts import count
from casework.opening_hours import BRUSSELS
from casework.pseudonyms import Pseudonym
from casework.requests import RequestStore
from casework.sealing import CaseSealer
from casework.staff_mail_keys import BotMailOpener
from casework.urgent_talks import flag, set_duty
from staff.statistics import statistics_plan
from tests.auxil.redis_server import running_redis
from tests.staff.chromium import launch, page_of
from tests.staff.running_console import RunningConsole, running_console
from tests.staff.sample_requests import CALM, CHAT_KEY, PUBLIC, URGENT

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
SIZES = {"desktop": DESKTOP, "phone": PHONE, "dark": DESKTOP}


@dataclass(frozen=True)
class Shot:
    name: str
    path: str
    account: str = "anne"
    role: str = "intervenant"
    looks: tuple[str, ...] = ("desktop",)
    full: bool = True


def ago(**spans: float) -> datetime:
    return datetime.now(timezone.utc) - timedelta(**spans)


async def fill(running: RunningConsole) -> str:
    """A morning at work; returns the reference of the urgent request."""
    redis, sealer = running.redis, running.sealer
    store, claims = RequestStore(redis), Claims(redis)
    anne, bruno = Worker("anne", "intervenant"), Worker("bruno", "intervenant")
    people = [Pseudonym(f"{letter}4k7qz2mx5ca3tv6hwd9rj8s"[:26]) for letter in "abcdefgk"]
    urgent = replace(
        URGENT,
        name="Nadia", commune="Jambes", when="après 18 h, mon mari est là le matin", voicemail_ok=False,
        message="Mon frère de 19 ans parle de partir rejoindre des amis. Il a vendu ses affaires et ne répond plus.",
        urgent_reasons=("un départ proche", "des affaires vendues ou données", "ne répond plus"),
        person=people[0],
        conversation=[
            {"by": "person", "at": ago(minutes=19).isoformat(), "text": "Mon frère a vendu ses affaires."},
            {"by": "bot", "at": ago(minutes=19).isoformat(), "text": "Merci de me l’avoir dit."},
            {"by": "person", "at": ago(minutes=17).isoformat(), "text": "Je voudrais qu’on me rappelle."},
        ],
    )  # fmt: skip
    references = [
        await store.create("p1", urgent, sealer, now=ago(minutes=12)),
        await store.create("p2", replace(CALM, person=people[1]), sealer, now=ago(hours=26)),
        await store.create("p3", replace(CALM, person=people[2], source_channel="telegram", recipient="caprev",
                                         role="relative", channel="chat", email=None, write_here=True,
                                         name="un papa", message="Ma fille ne veut plus voir ses amies."), sealer,
                           now=ago(hours=5)),
        await store.create("p4", replace(CALM, person=people[3], role="self", minor=True, channel="chat", email=None,
                                         name=None, commune=None), sealer, now=ago(hours=3)),
        await store.create("p5", replace(URGENT, person=people[4]), sealer, now=ago(hours=2)),
        await store.create("p6", replace(CALM, person=people[5], recipient="caprev"), sealer, now=ago(days=3)),
        await store.create("p7", replace(URGENT, person=people[6], urgent=False), sealer, now=ago(days=9)),
    ]  # fmt: skip
    await claims.claim(references[2], anne)
    await claims.move(references[2], "contacte", anne)
    await claims.claim(references[4], bruno)
    await claims.claim(references[5], bruno)
    await claims.move(references[5], "transmis", bruno)
    await redis.hset(f"{{relais}}:case:{references[5]}", "handed_over_to", "caprev")
    await set_duty(redis, on=True)
    await flag(redis, people[7], "danger", now=ago(minutes=35))
    return references[0]


async def work_on_it(running: RunningConsole, reference: str) -> None:
    redis, sealer = running.redis, running.sealer
    world = running.world
    browser = await world.signed_in("anne", "intervenant")
    await browser.get(f"/demandes/{reference}")
    await browser.post(f"/demandes/{reference}/prendre")
    await browser.post(f"/demandes/{reference}/note", {"texte": "Rappeler après 18 h. Ne pas laisser de message."})
    await browser.post(f"/demandes/{reference}/ecrire", {
        "texte": "Bonjour Nadia, je m’appelle Anne et je travaille au service. Puis-je vous appeler ce soir à 18 h 15 ?"
    })  # fmt: skip
    mail = BotMail(redis, BotMailOpener(CHAT_KEY, PUBLIC), CaseSealer.from_setting(PUBLIC))
    for letter in await mail.letters("pictures"):
        await mail.delivered(letter)
    file = CaseFile(redis, reference)
    await file.add(
        FileEntry("a1", "from_person", "person", ago(minutes=0), "Oui, à 18 h 15 c’est bien. Merci."), sealer
    )
    entries = await file.entries(world.console.opener)
    await file.mark(next(entry.id for entry in entries if entry.kind == "to_person"), "delivered")


async def count_a_year(running: RunningConsole) -> None:
    """Numbers of nobody, the same in each picture."""
    chance = random.Random(7)
    today = datetime.now(BRUSSELS).date()
    usual = {"talk": 9, "turns_answered": 19, "not_understood": 1}
    for plan in statistics_plan().charts:
        for place, name in enumerate(plan.counters):
            mean = usual.get(name, max(0.1, 2.6 / (place + 1)))
            for ago_days in range(84):
                if number := sum(chance.random() < mean / 20 for _ in range(20)) + int(mean // 20 * chance.random()):
                    await count(running.redis, name, by=number, day=today - timedelta(days=ago_days))


async def shoot(browser: Browser, running: RunningConsole, shot: Shot) -> None:
    for look in shot.looks:
        size, dark = SIZES[look], look == "dark"
        page = await page_of(
            browser, running, shot.account, shot.role, width=size["width"],
            color_scheme="dark" if dark else "light", device_scale_factor=1 if look != "phone" else 1.5,
        )  # fmt: skip
        await page.set_viewport_size(size)
        await page.goto(running.url + shot.path)
        await page.screenshot(path=PICTURES / f"staff-{shot.name}-{look}.png", full_page=shot.full)
        await page.context.close()


async def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_redis(Path(folder)) as server:
        async with running_console(server.url) as running, async_playwright() as playwright:
            browser = await launch(playwright)
            await shoot_sign_in(browser, running)
            reference = await fill(running)
            await count_a_year(running)
            await shoot(browser, running, Shot("liste", "/demandes", looks=("desktop", "phone", "dark")))
            await work_on_it(running, reference)
            for shot in (
                Shot("demande", f"/demandes/{reference}", looks=("desktop", "phone")),
                Shot("transmettre", f"/demandes/{reference}/transmettre"),
                Shot("statistiques", "/statistiques", "clara", "coordination", looks=("desktop", "phone")),
                Shot("repertoire", "/repertoire", "clara", "coordination", full=False),
                Shot("comptes", "/comptes", "adam", "administration"),
                Shot("journal", "/journal", "eve", "audit"),
            ):
                await shoot(browser, running, shot)
            await browser.close()


async def shoot_sign_in(browser: Browser, running: RunningConsole) -> None:
    passphrase = await running.world.console.accounts.add("nina", "intervenant")
    page = await (await browser.new_context(viewport=SIZES["desktop"])).new_page()
    await page.goto(running.url)
    await page.get_by_label("Nom de compte").fill("nina")
    await page.get_by_label("Phrase de passe").fill(passphrase)
    await page.locator(".gate").screenshot(path=PICTURES / "staff-connexion.png")
    await page.keyboard.press("Enter")
    await page.locator(".qr").wait_for()
    await page.locator(".gate").screenshot(path=PICTURES / "staff-application.png")


if __name__ == "__main__":
    asyncio.run(main())
