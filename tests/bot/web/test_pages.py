from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from bot.line import Line
from bot.settings import SettingIsWrong
from bot.web.settings import web_settings
from casework.opening_hours import BRUSSELS
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.bot.web.small_web import SmallWeb
from tests.bot.world import make_settings

WEB = Path(__file__).parent.parent.parent.parent / "bot" / "web"


async def test_the_numbers_are_in_the_page_before_any_script(web: SmallWeb) -> None:
    web.clock.fixed = datetime(2026, 11, 29, 10, tzinfo=BRUSSELS)
    for path in ("/", "/vie-privee"):
        page = (await web.visitor().get(path)).text
        header = page[page.index("<header") : page.index("</header>")]
        for number in ("tel:112", "tel:101", "tel:107", "tel:+3280011172"):
            assert number in header, (path, number)
        assert "Fermé maintenant\u00a0; rouvre demain (lundi) à 9h" in header


async def test_without_script_the_page_says_what_is_missing(web: SmallWeb) -> None:
    page = (await web.visitor().get("/")).text
    told = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "JavaScript" in told
    assert told.count('class="call"') == 6


async def test_no_page_loads_or_names_anything_of_another_site(web: SmallWeb) -> None:
    page = (await web.visitor().get("/")).text
    assert set(re.findall(r'(?:src|href|action)="(https?://[^"]+)"', page)) == {"https://www.meteo.be/fr"}


async def test_no_page_has_script_or_style_of_its_own(embedded: SmallWeb) -> None:
    for path in ("/", "/vie-privee", "/cadre"):
        page = (await embedded.visitor().get(path)).text
        assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*\bsrc=)", page), path


async def test_the_notice_is_two_sentences_with_a_link_to_the_rest(web: SmallWeb) -> None:
    assert len(web.web.texts.texts("notice")) == 2
    page = (await web.visitor().get("/")).text
    notice = page[page.index('class="notice"') : page.index("</section>")]
    assert 'href="/vie-privee"' in notice
    assert "n’efface pas l’historique" in notice


async def test_the_privacy_page_says_who_what_how_long_and_the_rights(web: SmallWeb) -> None:
    page = (await web.visitor().get("/vie-privee")).text
    for word in (
        "automatique",
        "responsable",
        "24 heures",
        "cookie",
        "danger grave",
        "effacer",
        "Autorité de protection",
    ):
        assert word in page, word
    assert "pas encore été relu" in page
    assert "{" not in page[page.index("<main") :]


async def test_no_number_is_typed_into_a_text(line: Line) -> None:
    written = "".join((WEB / "data" / name).read_text() for name in ("texts.yml", "privacy.yml"))
    words = re.sub(r"\{[^}]*\}|be-1\d\d|tele-accueil-107|https?://\S+|_on: \S+|#.*", "", written)
    shown = (phone.display for s in line.content.directory.services.values() if (phone := s.phone))
    assert not [number for number in shown if re.search(rf"(?<!\d){re.escape(number)}(?!\d)", words)]


async def test_no_sentence_is_typed_into_a_program() -> None:
    for path in [*WEB.glob("*.py"), *(WEB / "static").glob("*.js"), *(WEB / "templates").glob("*")]:
        code = re.sub(r'(?s:""".*?""")|#.*|//.*', "", path.read_text())
        assert not re.search(r"[àâçéèêëîïôùûœ]", code), path


async def test_the_script_for_other_sites_opens_the_frame(embedded: SmallWeb) -> None:
    script = await embedded.visitor().get("/integration.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "/cadre" in script.text


@pytest.mark.parametrize(
    "site", ["www.exemple.be", "https://*.exemple.be", "https://exemple.be/page", "*", "https://a.be;x"]
)
def test_a_site_that_is_none_stops_the_start_with_a_sentence(line: Line, rasa: RasaStandIn, site: str) -> None:
    from bot.web.texts import load_web_texts

    settings = make_settings("redis://x", rasa.url, RELAIS_EMBED_SITES=site)
    with pytest.raises(SettingIsWrong, match="RELAIS_EMBED_SITES"):
        web_settings(settings, load_web_texts(line.content, 24))


def test_a_proxy_that_is_none_stops_the_start_with_a_sentence(line: Line, rasa: RasaStandIn) -> None:
    from bot.web.texts import load_web_texts

    settings = make_settings("redis://x", rasa.url, RELAIS_TRUSTED_PROXY="le-proxy")
    with pytest.raises(SettingIsWrong, match="RELAIS_TRUSTED_PROXY"):
        web_settings(settings, load_web_texts(line.content, 24))
