from __future__ import annotations

import httpx
import pytest
from redis.asyncio import Redis

from casework import trail
from casework.requests import RequestStore
from casework.sealing import CaseSealer
from staff import cookies
from staff.app import make_app
from staff.gate import Way
from staff.headers import HEADERS
from staff.visit import Visit
from staff.ways import WAYS
from tests.staff.console_client import BASE, Browser, World, quick_console
from tests.staff.sample_requests import PERSONAL, URGENT

EVERYBODY = {"nobody", "intervenant", "coordination", "administration", "audit"}
SIGNED_IN = EVERYBODY - {"nobody"}
CASES, COORDINATION = {"intervenant", "coordination"}, {"coordination"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")

# Who may go where. A way that is not in this table must not exist.
MAY_ENTER: dict[tuple[str, str], set[str]] = {
    ("GET", "/health"): EVERYBODY,
    ("GET", "/static/{name}"): EVERYBODY,
    ("GET", "/connexion"): EVERYBODY,
    ("POST", "/connexion"): EVERYBODY,
    ("GET", "/connexion/code"): EVERYBODY,
    ("POST", "/connexion/code"): EVERYBODY,
    ("GET", "/connexion/application"): EVERYBODY,
    ("POST", "/connexion/application"): EVERYBODY,
    ("GET", "/"): SIGNED_IN,
    ("POST", "/deconnexion"): SIGNED_IN,
    ("GET", "/compte"): SIGNED_IN,
    ("POST", "/compte/phrase"): SIGNED_IN,
    ("POST", "/compte/codes"): SIGNED_IN,
    ("GET", "/guide"): SIGNED_IN,
    ("GET", "/guide/images/{name}"): SIGNED_IN,
    ("GET", "/demandes"): CASES,
    ("GET", "/demandes/lignes"): CASES,
    ("GET", "/demandes/{reference}"): CASES,
    ("GET", "/demandes/{reference}/echange"): CASES,
    ("POST", "/demandes/{reference}/prendre"): CASES,
    ("POST", "/demandes/{reference}/rendre"): CASES,
    ("POST", "/demandes/{reference}/etat"): CASES,
    ("POST", "/demandes/{reference}/note"): CASES,
    ("POST", "/demandes/{reference}/ecrire"): CASES,
    ("POST", "/demandes/{reference}/terminer-echange"): CASES,
    ("GET", "/demandes/{reference}/transmettre"): CASES,
    ("POST", "/demandes/{reference}/exporter"): CASES,
    ("POST", "/demandes/{reference}/transmise"): CASES,
    ("POST", "/demandes/{reference}/recu"): CASES,
    ("POST", "/urgences/{person}/vu"): CASES,
    ("POST", "/demandes/{reference}/confier"): COORDINATION,
    ("GET", "/demandes/{reference}/effacer"): COORDINATION,
    ("POST", "/demandes/{reference}/effacer"): COORDINATION,
    ("GET", "/departs"): COORDINATION,
    ("GET", "/statistiques"): COORDINATION,
    ("GET", "/statistiques.csv"): COORDINATION,
    ("GET", "/non-compris"): COORDINATION,
    ("POST", "/non-compris/{id}/effacer"): COORDINATION,
    ("GET", "/repertoire"): SIGNED_IN - {"audit"},
    ("POST", "/repertoire/{id}/confirmer"): {"coordination", "administration"},
    ("GET", "/comptes"): {"administration"},
    ("POST", "/comptes/ajouter"): {"administration"},
    ("POST", "/comptes/{name}/desactiver"): {"administration"},
    ("POST", "/comptes/{name}/reinitialiser"): {"administration"},
    ("GET", "/reglages"): {"administration"},
    ("GET", "/journal"): {"audit"},
    ("POST", "/journal/verifier"): {"audit"},
}
PATHS = sorted({path for _, path in MAY_ENTER})


def concrete(path: str, reference: str) -> str:
    """A path with something real in its holes."""
    for hole, value in {"{reference}": reference, "{person}": URGENT.person, "{id}": "caprev-0800",
                        "{name}": "console.css" if path.startswith("/static") else "zoe"}.items():  # fmt: skip
        path = path.replace(hole, value)
    return path


async def visitor(world: World, role: str) -> Browser:
    return world.browser() if role == "nobody" else await world.signed_in(f"compte-{role}"[:29], role)


def was_let_in(answer: httpx.Response, role: str) -> bool:
    """Through the door, whatever was found behind it (an unknown picture, a code that is wrong)."""
    if answer.status_code == 405:
        return False
    no_text = answer.request.method == "HEAD"
    refused = answer.status_code == 403 and (no_text or "pas ouverte à votre rôle" in answer.text)
    to_sign_in = answer.status_code == 303 and answer.headers["location"] == "/connexion"
    # Signing out and a sign-in that is not under way lead there too.
    sent_away = to_sign_in and role == "nobody" and not answer.request.url.path.startswith("/connexion")
    return not (refused or sent_away)


def test_the_table_of_this_test_names_every_way_and_no_other() -> None:
    assert {(way.method, way.path) for way in WAYS} == MAY_ENTER.keys()
    assert len(WAYS) == len(MAY_ENTER)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
async def test_every_way_and_method_is_open_to_the_roles_of_the_table_and_to_nobody_else(
    world: World, redis: Redis, sealer: CaseSealer, role: str
) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    mistakes = []
    browser = await visitor(world, role)
    for path in PATHS:
        for method in METHODS:
            await browser.get("/connexion" if role == "nobody" else "/compte")
            if role != "nobody" and browser.last.url.path == "/connexion":
                browser = await visitor(world, role)  # the way before this one was the way out
            answer = await browser.client.request(
                method, concrete(path, reference),
                data={"jeton": browser.token} if method == "POST" else None, follow_redirects=False,
            )  # fmt: skip
            allowed = role in MAY_ENTER.get(("GET" if method == "HEAD" else method, path), set())
            if was_let_in(answer, role) != allowed:
                mistakes.append((method, path, answer.status_code))
    assert mistakes == []


@pytest.mark.parametrize("role", ["administration", "audit", "nobody"])
async def test_who_may_not_read_a_request_finds_no_word_of_it_on_any_page(
    world: World, redis: Redis, sealer: CaseSealer, role: str
) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    browser = await visitor(world, role)
    for path in PATHS:
        answer = await browser.client.get(concrete(path, reference))
        assert not [words for words in PERSONAL if words in answer.text], path


async def test_a_way_without_a_permission_is_closed_to_everybody(world: World) -> None:
    async def page(visit: Visit) -> object:
        raise AssertionError("it was opened")

    app = make_app(world.console, [*WAYS, Way("GET", "/oublie", page)])  # type: ignore[arg-type]
    for role in sorted(SIGNED_IN):
        signed_in = await world.signed_in(role, role)
        browser = Browser(app)
        browser.client.cookies.set(cookies.SESSION, signed_in.client.cookies.get(cookies.SESSION))
        assert (await browser.get("/oublie")).status_code == 403
        await browser.close()


async def test_a_refusal_stands_in_the_trail(world: World, redis: Redis) -> None:
    browser = await world.signed_in("adam", "administration")

    await browser.get("/demandes")

    last = [line async for line, _ in trail.lines(redis)][-1]
    assert (last.who, last.what, last.about) == ("adam", "access.refused", "/demandes")


async def test_every_answer_has_the_strict_headers(world: World, redis: Redis, sealer: CaseSealer) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    browser = await world.signed_in("clara", "coordination")
    for path in [*(concrete(path, reference) for path in PATHS), "/rien", "/rien/du/tout"]:
        answer = await browser.client.get(path)
        missing = {name: value for name, value in HEADERS.items() if answer.headers.get(name) != value}
        assert not missing, path
        fixed = path.startswith(("/static", "/guide/images"))
        assert fixed or answer.headers["cache-control"] == "no-store", path
        assert "strict-transport-security" not in answer.headers
        assert "unsafe" not in answer.headers["content-security-policy"]


async def test_no_page_carries_a_script_or_a_style_of_its_own(world: World, redis: Redis, sealer: CaseSealer) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    for role in SIGNED_IN:
        browser = await world.signed_in(role, role)
        for path in PATHS:
            text = (await browser.client.get(concrete(path, reference))).text
            assert "<style" not in text
            assert " style=" not in text
            assert " onclick" not in text
            assert "<script>" not in text


@pytest.mark.parametrize("path", ["/demandes/ABC", "/demandes/%2e%2e", "/static/..%2fapp.py", "/static/rien", "/rien"])
async def test_what_does_not_exist_is_not_found(world: World, path: str) -> None:
    browser = await world.signed_in("anne", "intervenant")

    assert (await browser.client.get(path)).status_code == 404


async def test_a_form_without_its_token_or_from_another_site_changes_nothing(
    world: World, redis: Redis, sealer: CaseSealer
) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    browser, other = await world.signed_in("anne", "intervenant"), await world.signed_in("bruno", "intervenant")
    path = f"/demandes/{reference}/prendre"

    for token in ("", "x", other.token):
        assert (await browser.post(path, token=token)).status_code == 403
    await browser.get("/compte")
    foreign = await browser.client.post(path, data={"jeton": browser.token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403

    assert await RequestStore(redis).status(reference) == "nouveau"


async def test_a_form_that_nobody_could_have_typed_is_refused(world: World) -> None:
    browser = await world.signed_in("anne", "intervenant")

    answer = await browser.post("/deconnexion", {"x": "a" * 70_000})

    assert answer.status_code == 413


async def test_json_and_files_are_no_forms_of_ours(world: World) -> None:
    browser = await world.signed_in("anne", "intervenant")

    answer = await browser.client.post("/deconnexion", json={"jeton": browser.token})

    assert answer.status_code == 403


async def test_behind_tls_cookies_are_bound_to_it_and_browsers_are_told_to_insist(
    redis: Redis, environ: dict[str, str], world: World
) -> None:
    app = make_app(quick_console({**environ, "RELAIS_TRUSTED_PROXY": "203.0.113.7"}, redis))
    browser = Browser(app)

    answer = await browser.client.get("/connexion", headers={"X-Forwarded-Proto": "https"})

    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    assert answer.headers["set-cookie"].startswith("__Host-")
    assert "Secure" in answer.headers["set-cookie"]
    await browser.close()


async def test_a_header_of_a_stranger_is_not_believed(world: World) -> None:
    answer = await world.browser().client.get(f"{BASE}/connexion", headers={"X-Forwarded-Proto": "https"})

    assert "strict-transport-security" not in answer.headers
