from __future__ import annotations

import re
import time

import pyotp
import pytest
from redis.asyncio import Redis

from casework import trail
from staff import cookies, keys
from tests.staff.console_client import Browser, World


async def give_passphrase(browser: Browser, name: str, passphrase: str) -> None:
    await browser.get("/connexion")
    await browser.post("/connexion", {"nom": name, "phrase": passphrase})


async def sign_in(world: World, browser: Browser, name: str) -> None:
    await give_passphrase(browser, name, world.passphrases[name])
    await browser.post("/connexion/code", {"code": world.code(name)})


async def acts(redis: Redis) -> list[tuple[str, str]]:
    return [(line.who, line.what) async for line, _ in trail.lines(redis)]


async def test_passphrase_and_code_open_the_list(world: World, redis: Redis) -> None:
    await world.account("anne", "intervenant")
    browser = world.browser()

    await sign_in(world, browser, "anne")

    assert browser.last.url.path == "/demandes"
    assert ("anne", "session.started") in await acts(redis)


async def test_capitals_accents_and_hyphens_of_a_passphrase_do_not_count(world: World) -> None:
    await world.account("anne", "intervenant")
    browser = world.browser()

    await give_passphrase(browser, " Anne ", world.passphrases["anne"].title().replace(" ", "-"))

    assert browser.last.url.path == "/connexion/code"


async def test_a_code_works_once(world: World) -> None:
    await world.account("anne", "intervenant")
    first, second, code = world.browser(), world.browser(), world.code("anne")
    for browser in (first, second):
        await give_passphrase(browser, "anne", world.passphrases["anne"])

    await first.post("/connexion/code", {"code": code})
    await second.post("/connexion/code", {"code": code})

    assert first.last.url.path == "/demandes"
    assert second.last.status_code == 403


async def test_an_older_code_is_refused_after_a_newer_one(world: World) -> None:
    await world.account("anne", "intervenant")
    totp = pyotp.TOTP(world.secrets["anne"])
    browser, late = world.browser(), world.browser()
    for each in (browser, late):
        await give_passphrase(each, "anne", world.passphrases["anne"])

    await browser.post("/connexion/code", {"code": totp.at(time.time())})
    await late.post("/connexion/code", {"code": totp.at(time.time() - 30)})

    assert late.last.status_code == 403


@pytest.mark.parametrize("code", ["", "000000", "abc", "12345678901"])
async def test_a_wrong_code_lets_nobody_in(world: World, code: str) -> None:
    await world.account("anne", "intervenant")
    browser = world.browser()
    await give_passphrase(browser, "anne", world.passphrases["anne"])

    await browser.post("/connexion/code", {"code": code})

    assert browser.last.status_code == 403
    await browser.get("/demandes", follow=False)
    assert browser.last.headers["location"] == "/connexion"


async def test_the_answer_to_a_wrong_passphrase_and_to_an_unknown_name_is_the_same(world: World) -> None:
    await world.account("anne", "intervenant")
    known, unknown = world.browser(), world.browser("203.0.113.8")

    await give_passphrase(known, "anne", "faux")
    await give_passphrase(unknown, "zoe", "faux")

    assert known.last.status_code == unknown.last.status_code == 403
    assert known.text.replace("anne", "") == unknown.text.replace("zoe", "")


async def test_a_passphrase_typed_as_a_name_is_written_nowhere(world: World, redis: Redis) -> None:
    browser = world.browser()

    await give_passphrase(browser, "tortue violon", "x")

    assert await acts(redis) == [("?", "session.failed")]


async def test_after_some_wrong_tries_the_next_one_must_wait_even_if_it_is_right(world: World) -> None:
    await world.account("anne", "intervenant")
    browser = world.browser()
    for _ in range(6):
        await give_passphrase(browser, "anne", "faux")

    await give_passphrase(browser, "anne", world.passphrases["anne"])

    assert browser.last.status_code == 429
    assert int(browser.last.headers["retry-after"]) > 0
    assert "Attendez" in browser.text


async def test_somebody_elsewhere_cannot_lock_a_colleague_out_with_a_few_tries(world: World) -> None:
    await world.account("anne", "intervenant")
    stranger, anne = world.browser("198.51.100.9"), world.browser()
    for _ in range(6):
        await give_passphrase(stranger, "anne", "faux")

    await give_passphrase(anne, "anne", world.passphrases["anne"])

    assert anne.last.url.path == "/connexion/code"


async def test_one_address_cannot_try_many_names(world: World) -> None:
    browser = world.browser()
    for number in range(41):
        await give_passphrase(browser, f"nom{number}", "faux")

    assert browser.last.status_code == 429


async def test_wrong_codes_end_the_attempt(world: World) -> None:
    await world.account("anne", "intervenant")
    browser = world.browser()
    await give_passphrase(browser, "anne", world.passphrases["anne"])
    for _ in range(5):
        await browser.post("/connexion/code", {"code": "000000"})

    await browser.get("/connexion/code")

    assert browser.last.url.path == "/connexion"


async def test_the_session_has_another_id_after_each_sign_in_and_the_cookie_is_strict(world: World) -> None:
    await world.account("anne", "intervenant")
    browser = world.browser()
    browser.client.cookies.set(cookies.SESSION, "planted-by-somebody")

    await give_passphrase(browser, "anne", world.passphrases["anne"])
    answer = await browser.post("/connexion/code", {"code": world.code("anne")}, follow=False)

    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(cookies.SESSION))
    assert "planted" not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


async def test_signing_out_ends_the_session_on_the_server(world: World) -> None:
    browser = await world.signed_in("anne", "intervenant")
    stolen = browser.client.cookies.get(cookies.SESSION)

    await browser.post("/deconnexion")

    thief = world.browser()
    thief.client.cookies.set(cookies.SESSION, stolen)
    assert (await thief.get("/demandes")).url.path == "/connexion"


async def test_an_idle_session_ends_and_what_the_page_asks_by_itself_does_not_keep_it(
    world: World, redis: Redis
) -> None:
    browser = await world.signed_in("anne", "intervenant")
    place = keys.session(browser.client.cookies.get(cookies.SESSION))
    await redis.expire(place, 100)

    await browser.get("/demandes/lignes", headers={"HX-Request": "true"})
    assert await redis.ttl(place) <= 100

    await browser.get("/demandes")
    assert await redis.ttl(place) > 1000


async def test_a_session_ends_after_its_longest_time_however_busy(world: World, redis: Redis) -> None:
    browser = await world.signed_in("anne", "intervenant")
    place = keys.session(browser.client.cookies.get(cookies.SESSION))
    await redis.hset(place, "started", time.time() - world.console.limits.absolute - 1)

    assert (await browser.get("/demandes")).url.path == "/connexion"


async def test_an_open_page_leaves_when_the_session_has_ended(world: World) -> None:
    browser = world.browser()

    answer = await browser.get("/demandes/lignes", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/connexion"


async def test_the_first_sign_in_links_an_app_and_gives_recovery_codes_once(world: World, redis: Redis) -> None:
    passphrase = await world.console.accounts.add("nina", "intervenant")
    browser = world.browser()
    await give_passphrase(browser, "nina", passphrase)
    assert browser.last.url.path == "/connexion/application"
    shown_first = re.search(r'class="secret">([A-Z2-7 ]+)<', browser.last.text)
    assert "<svg" in browser.last.text
    await browser.get("/connexion/application")
    shown = re.search(r'class="secret">([A-Z2-7 ]+)<', browser.last.text)
    assert shown_first is not None
    assert shown is not None
    assert shown.group(1) != shown_first.group(1)

    code = pyotp.TOTP(shown.group(1).replace(" ", "")).now()
    await browser.post("/connexion/application", {"code": code})

    codes = re.findall(r"<code>([A-Z0-9]{5}-[A-Z0-9]{5})</code>", browser.last.text)
    assert len(set(codes)) == 8
    assert (await browser.get("/")).url.path == "/demandes"

    other = world.browser()
    await give_passphrase(other, "nina", passphrase)
    await other.post("/connexion/code", {"code": codes[0].lower().replace("-", " ")})
    assert other.last.url.path == "/demandes"

    third = world.browser()
    await give_passphrase(third, "nina", passphrase)
    await third.post("/connexion/code", {"code": codes[0]})
    assert third.last.status_code == 403
    assert ("nina", "session.recovery_code") in await acts(redis)


async def test_who_has_an_app_cannot_be_given_another_one_with_the_passphrase_alone(world: World) -> None:
    await world.account("anne", "intervenant")
    browser = world.browser()
    await give_passphrase(browser, "anne", world.passphrases["anne"])

    assert (await browser.get("/connexion/application")).url.path == "/connexion"


async def test_a_first_passphrase_that_was_left_lying_is_worth_nothing(world: World, redis: Redis) -> None:
    passphrase = await world.console.accounts.add("nina", "intervenant")
    await redis.hset(keys.account("nina"), "starts_until", "2026-01-01T00:00:00+00:00")
    browser = world.browser()

    await give_passphrase(browser, "nina", passphrase)

    assert browser.last.status_code == 403
    assert "trop tard" in browser.text


@pytest.mark.parametrize("ending", ["deactivate", "reset", "new_passphrase"])
async def test_open_sessions_end_at_once(world: World, ending: str) -> None:
    browser = await world.signed_in("anne", "intervenant")

    await getattr(world.console.accounts, ending)("anne")

    assert (await browser.get("/demandes")).url.path == "/connexion"


async def test_a_deactivated_account_does_not_sign_in(world: World) -> None:
    await world.account("anne", "intervenant")
    await world.console.accounts.deactivate("anne")
    browser = world.browser()

    await give_passphrase(browser, "anne", world.passphrases["anne"])

    assert browser.last.status_code == 403


async def test_deactivation_between_passphrase_and_code_counts(world: World) -> None:
    await world.account("anne", "intervenant")
    browser = world.browser()
    await give_passphrase(browser, "anne", world.passphrases["anne"])
    await world.console.accounts.deactivate("anne")

    await browser.post("/connexion/code", {"code": world.code("anne")})

    assert browser.last.status_code == 403


async def test_the_sign_in_form_of_another_site_is_refused(world: World) -> None:
    await world.account("anne", "intervenant")
    browser = world.browser()
    await browser.get("/connexion")
    fields = {"nom": "anne", "phrase": world.passphrases["anne"]}

    assert (await browser.post("/connexion", fields, token="")).status_code == 403
    assert (await browser.post("/connexion", fields, token="0" * 64)).status_code == 403


async def test_a_new_passphrase_needs_a_code_and_keeps_only_this_browser(world: World) -> None:
    here, elsewhere = await world.signed_in("anne", "intervenant"), await world.signed_in("anne", "intervenant")
    await here.post("/compte/phrase", {"code": "000000"})
    assert "pas valable" in here.text

    await here.post("/compte/phrase", {"code": world.code("anne")})

    shown = re.search(r'class="secret">([a-z ]+)<', here.last.text)
    assert shown is not None
    assert (await here.get("/demandes")).url.path == "/demandes"
    assert (await elsewhere.get("/demandes")).url.path == "/connexion"
    assert await world.console.accounts.passphrase_fits("anne", shown.group(1))
    assert not await world.console.accounts.passphrase_fits("anne", world.passphrases["anne"])


async def test_no_passphrase_code_or_secret_stands_in_redis(world: World, redis: Redis) -> None:
    await world.account("anne", "intervenant")
    browser = world.browser()
    await sign_in(world, browser, "anne")

    dump = b"".join([await redis.dump(key) or b"" for key in await redis.keys("*")])
    token = browser.client.cookies.get(cookies.SESSION)
    for secret in (world.passphrases["anne"], world.secrets["anne"], token):
        assert secret.encode() not in dump
