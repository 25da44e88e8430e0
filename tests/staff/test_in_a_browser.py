"""The console in a real Chromium: the way of an urgent request, two colleagues, no script, keyboard, screen readers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pyotp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from casework import keys, trail
from casework.bot_mail import BotMail
from casework.counts import count
from casework.pseudonyms import Pseudonym
from casework.requests import RequestStore
from casework.sealing import CaseSealer
from casework.staff_mail_keys import BotMailOpener
from casework.urgent_talks import flag, set_duty
from tests.staff.chromium import chromium, page_of
from tests.staff.running_console import RunningConsole, running_console
from tests.staff.sample_requests import ANNE, CALM, CHAT_KEY, PERSONAL, PUBLIC, URGENT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
AXE = (Path(__file__).parents[1] / "browser" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# Everything axe knows in the first two; in the other two what a colour or a width could still spoil.
LOOKS = [(390, "light", "all"), (1280, "dark", "all"), (390, "dark", "colours"), (1280, "light", "colours")]


@pytest_asyncio.fixture
async def running(redis_url: str) -> AsyncIterator[RunningConsole]:
    async with running_console(redis_url) as console:
        yield console
        await console.world.close()


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


async def sign_in(page: Page, running: RunningConsole, name: str) -> None:
    await page.goto(running.url)
    await page.get_by_label("Nom de compte").fill(name)
    await page.get_by_label("Phrase de passe").fill(running.world.passphrases[name])
    await page.keyboard.press("Enter")
    await page.get_by_label("Code à six chiffres").fill(running.world.code(name))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Demandes", exact=True)).to_be_visible()


async def test_the_way_of_an_urgent_request(running: RunningConsole, browser: Browser) -> None:
    redis, world = running.redis, running.world
    await world.account("anne", "intervenant")
    page = await (await browser.new_context(accept_downloads=True)).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    await sign_in(page, running, "anne")
    colleague = await page_of(browser, running, "bruno", "intervenant")
    await colleague.goto(f"{running.url}/demandes")
    await expect(page.get_by_text("Aucune demande à traiter")).to_be_visible()

    # It arrives by itself, in both browsers.
    reference = await RequestStore(redis).create("m1", URGENT, running.sealer)
    for each in (page, colleague):
        await expect(each.get_by_role("link", name=reference)).to_be_visible(timeout=15_000)
    await expect(page).to_have_title("(1 urgente) Demandes · Relais")

    # Both take it: one has it, the other is told who.
    await page.get_by_role("button", name="Prendre").click()
    await expect(page.get_by_text("La demande est à vous.")).to_be_visible()
    await colleague.get_by_role("button", name="Prendre").click()
    await expect(colleague.get_by_text("C’est anne qui suit cette demande.")).to_be_visible()

    # A letter, and its answer without a reload.
    await page.get_by_label("Écrire à la personne").fill("Bonjour, puis-je vous appeler ce soir ?")
    await page.get_by_role("button", name="Envoyer").click()
    bot = BotMail(redis, BotMailOpener(CHAT_KEY, PUBLIC), CaseSealer.from_setting(PUBLIC))
    [letter] = await bot.letters("bot")
    await page.get_by_label("Ajouter une note").fill("Un brouillon que rien ne doit effacer.")
    await bot.delivered(letter)
    await bot.said("m2", ANNE, reference, "Oui, à 18 heures.")
    await expect(page.get_by_text("Oui, à 18 heures.")).to_be_visible(timeout=15_000)
    await expect(page.get_by_text("remis", exact=True)).to_be_visible()
    await expect(page.get_by_label("Ajouter une note")).to_have_value("Un brouillon que rien ne doit effacer.")

    # Contacted, passed on as a PDF, received, erased.
    await page.get_by_role("button", name="Marquer contacté").click()
    await page.get_by_role("link", name="Transmettre…").click()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="PDF, une page").click()
    saved = await (await download.value).path()
    assert saved.read_bytes().startswith(b"%PDF")
    await page.get_by_role("button", name="Marquer comme transmise").click()
    await page.get_by_role("link", name="Transmission").click()
    await page.get_by_role("button", name="Réception confirmée").click()
    await expect(page.get_by_text("Le contenu est effacé. Il ne reste")).to_be_visible()
    await page.get_by_role("button", name="Clore").click()
    await expect(page.get_by_text("La demande est maintenant « clos ».")).to_be_visible()

    # Each step stands in the trail, which is whole, and shows when it is not.
    acts = [line.what async for line, _ in trail.lines(redis) if line.about == reference and line.who == "anne"]
    assert acts == [
        "request.claimed", "request.viewed", "request.letter", "request.moved:contacte", "request.viewed",
        "request.exported:pdf", "request.handed_over:caprev", "request.viewed", "request.receipt", "request.moved:clos",
    ]  # fmt: skip
    auditor = await page_of(browser, running, "eve", "audit")
    await auditor.goto(f"{running.url}/journal")
    await auditor.get_by_role("button", name="Vérifier le journal").click()
    await expect(auditor.get_by_text("Le journal est entier")).to_be_visible()
    entry = (await redis.xrange(keys.TRAIL))[2][0]
    await redis.xdel(keys.TRAIL, entry)
    await auditor.get_by_role("button", name="Vérifier le journal").click()
    await expect(auditor.get_by_text("Le journal n’est pas entier")).to_be_visible()

    # Nothing of it was ever in the clear.
    dump = b"".join([await redis.dump(key) or b"" for key in await redis.keys("*")])
    assert not [words for words in [*PERSONAL, "18 heures", "ce soir"] if words.encode() in dump]
    assert complaints == []


async def test_the_first_sign_in_scans_links_and_shows_recovery_codes(
    running: RunningConsole, browser: Browser
) -> None:
    passphrase = await running.world.console.accounts.add("nina", "intervenant")
    page = await browser.new_page()
    await page.goto(running.url)
    await page.get_by_label("Nom de compte").fill("nina")
    await page.get_by_label("Phrase de passe").fill(passphrase)
    await page.get_by_role("button", name="Continuer").click()

    size = await page.locator(".qr svg").bounding_box()
    assert size is not None
    assert size["width"] > 150
    secret = (await page.locator(".secret").inner_text()).replace(" ", "")
    await page.get_by_label("Code à six chiffres").fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Vérifier").click()

    await expect(page.locator(".codes li")).to_have_count(8)
    await page.get_by_role("link", name="C’est noté").click()
    await expect(page.get_by_role("heading", name="Demandes", exact=True)).to_be_visible()


async def test_everything_but_live_updates_works_without_script(running: RunningConsole, browser: Browser) -> None:
    await running.world.account("anne", "intervenant")
    reference = await RequestStore(running.redis).create("m1", URGENT, running.sealer)
    page = await (await browser.new_context(java_script_enabled=False)).new_page()

    await sign_in(page, running, "anne")
    await page.get_by_role("link", name=reference).click()
    await page.get_by_role("button", name="Prendre en charge").click()
    await page.get_by_label("Ajouter une note").fill("Sans script.")
    await page.get_by_role("button", name="Ajouter").click()
    await page.get_by_role("button", name="Marquer contacté").click()
    await page.get_by_role("button", name="Rendre").click()

    await expect(page.get_by_text("Sans script.")).to_be_visible()
    await expect(page.get_by_text("La demande est rendue")).to_be_visible()
    await page.get_by_role("button", name="Se déconnecter").click()
    await expect(page.get_by_label("Nom de compte")).to_be_visible()


async def test_the_keyboard_alone_is_enough_and_is_always_seen(running: RunningConsole, browser: Browser) -> None:
    reference = await RequestStore(running.redis).create("m1", URGENT, running.sealer)
    page = await page_of(browser, running, "anne", "intervenant")
    await page.goto(f"{running.url}/demandes")

    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    await page.keyboard.press("Enter")
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == f"d-{reference}":
            break
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=reference)).to_be_visible()


async def test_a_refreshed_list_does_not_take_the_keyboard_away(running: RunningConsole, browser: Browser) -> None:
    store = RequestStore(running.redis)
    reference = await store.create("m1", URGENT, running.sealer, now=datetime.now(timezone.utc) - timedelta(hours=1))
    page = await page_of(browser, running, "anne", "intervenant")
    await page.goto(f"{running.url}/demandes")
    await page.locator(f"#d-{reference}").focus()

    other = await store.create("m2", CALM, running.sealer)
    await expect(page.get_by_role("link", name=other)).to_be_visible(timeout=15_000)

    await expect(page.locator(f"#d-{reference}")).to_be_focused()


async def test_an_open_page_leaves_when_its_session_ends(running: RunningConsole, browser: Browser) -> None:
    await RequestStore(running.redis).create("m1", URGENT, running.sealer)
    page = await page_of(browser, running, "anne", "intervenant")
    await page.goto(f"{running.url}/demandes")

    await running.world.console.accounts.deactivate("anne")

    await expect(page.get_by_label("Nom de compte")).to_be_visible(timeout=15_000)


async def a_world_with_everything(running: RunningConsole) -> str:
    """Every page has something on it."""
    redis, store = running.redis, RequestStore(running.redis)
    talk = [{"by": "person", "text": "Il part demain"}, {"by": "bot", "text": "Appelez le 112"}]
    reference = await store.create("m1", replace(URGENT, conversation=talk), running.sealer)
    await store.create("m2", replace(CALM, minor=True), running.sealer)
    await redis.expire(keys.case(reference), 3 * 86_400)
    await set_duty(redis, on=True)
    await flag(redis, Pseudonym("k" * 26), "danger")
    for name, by in (("topic.ask_signs", 23), ("urgent.attack", 3), ("talk", 40)):
        await count(redis, name, by=by)
    anne = await running.world.signed_in("anne", "intervenant")
    await anne.get(f"/demandes/{reference}")
    await anne.post(f"/demandes/{reference}/prendre")
    await anne.post(f"/demandes/{reference}/note", {"texte": "Une note."})
    await anne.post(f"/demandes/{reference}/ecrire", {"texte": "Bonjour."})
    return reference


def pages_for(reference: str) -> list[tuple[str, str, str]]:
    case = f"/demandes/{reference}"
    return [
        ("anne", "intervenant", "/demandes"), ("anne", "intervenant", "/demandes?etat=toutes&urgent=on"),
        ("anne", "intervenant", case), ("anne", "intervenant", f"{case}/transmettre"),
        ("anne", "intervenant", "/compte"), ("anne", "intervenant", "/guide"), ("anne", "intervenant", "/rien"),
        ("clara", "coordination", f"{case}/effacer"), ("clara", "coordination", "/departs"),
        ("clara", "coordination", case), ("clara", "coordination", "/statistiques"),
        ("clara", "coordination", "/repertoire"), ("clara", "coordination", "/non-compris"),
        ("adam", "administration", "/comptes"), ("adam", "administration", "/reglages"), ("eve", "audit", "/journal"),
    ]  # fmt: skip


async def faults(page: Page, rules: str = "all") -> list[str]:
    """What axe finds; it is brought by the debugger, past the page's policy."""
    wanted = {"resultTypes": ["violations"]}
    if rules == "colours":
        wanted["runOnly"] = ["color-contrast", "target-size", "scrollable-region-focusable"]
    session = await page.context.new_cdp_session(page)
    await session.send("Runtime.evaluate", {"expression": AXE})
    found = await page.evaluate("async (wanted) => await axe.run(document, wanted)", wanted)
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:140]}" for v in found["violations"]]


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
async def test_every_page_is_fit_for_everybody(
    running: RunningConsole, browser: Browser, width: int, scheme: str, rules: str
) -> None:
    """axe finds nothing, and nothing runs over the edge of the screen."""
    reference = await a_world_with_everything(running)
    open_pages: dict[str, Page] = {}
    found = []
    for account, role, path in pages_for(reference):
        if account not in open_pages:
            open_pages[account] = await page_of(browser, running, account, role, width=width, color_scheme=scheme)
        page = open_pages[account]
        await page.goto(running.url + path)
        await page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
        found += [f"{path}: {fault}" for fault in await faults(page, rules)]
        if await page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{path}: wider than the screen")
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
async def test_the_pages_of_the_sign_in_are_too(
    running: RunningConsole, browser: Browser, width: int, scheme: str
) -> None:
    passphrase = await running.world.console.accounts.add("nina", "intervenant")
    context = await browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = await context.new_page()
    await page.goto(running.url)
    found = await faults(page)
    await page.get_by_label("Nom de compte").fill("nina")
    await page.get_by_label("Phrase de passe").fill(passphrase)
    await page.keyboard.press("Enter")
    await page.locator(".qr").wait_for()
    found += await faults(page)
    secret = (await page.locator(".secret").inner_text()).replace(" ", "")
    await page.get_by_label("Code à six chiffres").fill(pyotp.TOTP(secret).now())
    await page.keyboard.press("Enter")
    await page.locator(".codes").wait_for()
    assert found + await faults(page) == []


async def test_on_paper_a_request_has_no_buttons_and_all_of_its_content(
    running: RunningConsole, browser: Browser
) -> None:
    reference = await a_world_with_everything(running)
    page = await page_of(browser, running, "anne", "intervenant")
    await page.goto(f"{running.url}/demandes/{reference}")

    await page.emulate_media(media="print")
    await asyncio.sleep(0.1)

    assert await page.get_by_role("button").filter(visible=True).count() == 0
    await expect(page.get_by_text("Mon frère parle de partir.")).to_be_visible()
    await expect(page.get_by_text("Il part demain")).to_be_visible()
