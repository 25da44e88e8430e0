"""The list, one request, and its work, through the pages."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from redis.asyncio import Redis

from casework import keys, trail
from casework.pseudonyms import Pseudonym
from casework.references import Reference
from casework.request_changes import add_change
from casework.requests import RequestStore
from casework.sealing import CaseSealer, new_case_keys
from casework.urgent_talks import flag, set_duty
from tests.staff.console_client import Browser, World
from tests.staff.sample_requests import CALM, PERSONAL, URGENT

NOW = datetime.now(timezone.utc)


class Desk:
    """The store and the browsers of three colleagues."""

    def __init__(self, world: World, redis: Redis, sealer: CaseSealer) -> None:
        self.world, self.redis, self.sealer = world, redis, sealer

    async def request(self, number: int = 1, hours_ago: float = 1, **changes: object) -> Reference:
        made = replace(URGENT if changes.pop("urgent", True) else CALM, **changes)
        person = Pseudonym(f"{number:026d}")
        return await RequestStore(self.redis).create(
            f"m{number}", replace(made, person=person), self.sealer, now=NOW - timedelta(hours=hours_ago)
        )

    async def acts(self, reference: str) -> list[tuple[str, str]]:
        return [(line.who, line.what) async for line, _ in trail.lines(self.redis) if line.about == reference]

    async def anne(self) -> Browser:
        return await self.world.signed_in("anne", "intervenant")

    async def bruno(self) -> Browser:
        return await self.world.signed_in("bruno", "intervenant")

    async def clara(self) -> Browser:
        return await self.world.signed_in("clara", "coordination")

    async def claimed(self, **changes: object) -> tuple[Browser, Reference]:
        """By anne, whose browser comes along, on the request's page."""
        reference, browser = await self.request(**changes), await self.anne()
        await browser.get(f"/demandes/{reference}")
        await browser.post(f"/demandes/{reference}/prendre")
        return browser, reference


@pytest.fixture
def desk(world: World, redis: Redis, sealer: CaseSealer) -> Desk:
    return Desk(world, redis, sealer)


def order(browser: Browser) -> list[str]:
    return re.findall(r'href="/demandes/([A-Z0-9-]+)">', browser.last.text)


async def test_urgent_comes_first_then_the_one_that_waits_longest(desk: Desk) -> None:
    young = await desk.request(1, 1, urgent=False)
    old = await desk.request(2, 50, urgent=False)
    urgent = await desk.request(3, 0.2)
    older_urgent = await desk.request(4, 2)

    browser = await desk.anne()
    await browser.get("/demandes")

    assert order(browser) == [older_urgent, urgent, old, young]


async def test_an_empty_list_says_so(desk: Desk) -> None:
    browser = await desk.anne()

    await browser.get("/demandes")

    assert "Aucune demande à traiter" in browser.text


async def test_the_list_shows_nothing_that_the_person_wrote(desk: Desk) -> None:
    await desk.request(1)
    await desk.request(2, urgent=False)
    browser = await desk.anne()

    await browser.get("/demandes")

    assert not [words for words in PERSONAL if words in browser.last.text]
    assert re.search(r"il y a (6\d minutes|1 heure)", browser.text)  # an hour, and what a busy machine adds


@pytest.mark.parametrize(
    ("query", "kept"),
    [("urgent=on", [1]), ("qui=self", [2]), ("mineur=on", [2]), ("voie=web", [3]), ("a-moi=on", [4]),
     ("etat=clos", [5]), ("etat=toutes", [1, 2, 3, 4, 5]), ("", [1, 2, 3, 4]), ("qui=self&urgent=on", [])],
)  # fmt: skip
async def test_each_filter_keeps_what_it_says(desk: Desk, query: str, kept: list[int]) -> None:
    telegram = {"urgent": False, "source_channel": "telegram", "role": "relative"}
    references = [
        await desk.request(1, source_channel="telegram"),
        await desk.request(2, **{**telegram, "role": "self", "minor": True}),
        await desk.request(3, urgent=False, role="relative"),
        await desk.request(4, **telegram),
        await desk.request(5, **telegram),
    ]
    browser = await desk.anne()
    for reference in references[3:]:
        await browser.get("/demandes")
        await browser.post(f"/demandes/{reference}/prendre")
    await browser.post(f"/demandes/{references[4]}/etat", {"etat": "clos"})

    await browser.get(f"/demandes?{query}")

    assert set(order(browser)) == {references[number - 1] for number in kept}


async def test_a_reference_is_found_as_it_was_heard_and_by_a_part(desk: Desk) -> None:
    reference, other = await desk.request(1), await desk.request(2)
    browser = await desk.anne()
    for typed in (reference, reference.lower().replace("-", " "), reference[:6]):
        await browser.get(f"/demandes?reference={typed}")
        assert reference in order(browser)
        assert other not in order(browser)

    await browser.get("/demandes?reference=ZZZZ")
    assert "Aucune demande n’a cette référence" in browser.text


async def test_an_open_list_hears_of_what_is_new_and_of_nothing_else(desk: Desk) -> None:
    await desk.request(1, 3)
    browser = await desk.anne()
    await browser.get("/demandes")
    version = re.search(r"version=(\w+)", browser.last.text)
    assert version is not None
    ask = f"/demandes/lignes?version={version.group(1)}"
    assert (await browser.get(ask)).status_code == 204

    fresh = await desk.request(2, 0)

    await browser.get(ask)
    assert browser.last.status_code == 200
    assert fresh in order(browser)


async def test_urgent_conversations_stand_above_the_list_without_a_word(desk: Desk) -> None:
    await set_duty(desk.redis, on=True)
    person = Pseudonym("q" * 26)
    await flag(desk.redis, person, "suicide")
    browser = await desk.anne()

    await browser.get("/demandes")
    assert "Conversations urgentes sans demande" in browser.text
    assert "suicide à l’instant qqqqqq" in browser.text

    await browser.post(f"/urgences/{person}/vu")
    assert "Conversations urgentes" not in browser.text
    assert await desk.acts(person) == [("anne", "urgent_talk.seen")]


async def test_a_request_shows_what_was_given_why_it_is_urgent_and_notes_who_looked(desk: Desk) -> None:
    reference = await desk.request(1)
    browser = await desk.anne()

    await browser.get(f"/demandes/{reference}")

    for shown in ("Anneliese", "0475 12 34 56", "le matin", "Jambes", "Mon frère parle de partir.", "départ proche"):
        assert shown in browser.text
    assert "n’est pas jointe" in browser.text
    await browser.get(f"/demandes/{reference}")
    assert await desk.acts(reference) == [("anne", "request.viewed")]


async def test_the_conversation_shows_only_when_it_was_given(desk: Desk) -> None:
    talk = [{"by": "person", "text": "Il part demain"}, {"by": "bot", "text": "Appelez le 112"}]
    reference = await desk.request(1, conversation=talk)
    browser = await desk.anne()

    await browser.get(f"/demandes/{reference}")

    assert "Il part demain" in browser.text


async def test_a_person_s_words_are_shown_as_words_and_never_run(desk: Desk) -> None:
    reference = await desk.request(1, name="<script>alert(1)</script>", message='"><img src=x onerror=alert(1)>')
    browser = await desk.anne()

    await browser.get(f"/demandes/{reference}")

    assert "<script>alert" not in browser.last.text
    assert "<img src=x" not in browser.last.text
    assert "&lt;script&gt;" in browser.last.text


async def test_of_two_who_claim_at_once_one_wins_and_the_other_is_told(desk: Desk) -> None:
    reference = await desk.request(1)
    anne, bruno = await desk.anne(), await desk.bruno()
    path = f"/demandes/{reference}/prendre"

    await asyncio.gather(anne.post(path), bruno.post(path))

    said = sorted([anne.text, bruno.text], key=lambda text: "est à vous" not in text)
    assert "La demande est à vous." in said[0]
    assert "qui suit cette demande" in said[1]
    assert len([act for act in await desk.acts(reference) if act[1] == "request.claimed"]) == 1


async def test_a_colleague_s_request_can_be_read_but_not_worked_on(desk: Desk) -> None:
    _, reference = await desk.claimed()
    bruno = await desk.bruno()
    await bruno.get(f"/demandes/{reference}")
    assert "Marquer contacté" not in bruno.last.text

    for path, form in (("rendre", {}), ("etat", {"etat": "clos"}), ("transmise", {"a": "caprev"}), ("recu", {}),
                       ("exporter", {"a": "caprev", "forme": "pdf"}), ("ecrire", {"texte": "x"})):  # fmt: skip
        await bruno.post(f"/demandes/{reference}/{path}", form)
        assert 'class="notice bad"' in bruno.last.text, path

    assert await RequestStore(desk.redis).status(reference) == "pris_en_charge"
    assert {who for who, _ in await desk.acts(reference)} == {"anne", "bruno"}
    assert {what for who, what in await desk.acts(reference) if who == "bruno"} == {"request.viewed"}


async def test_the_whole_way_of_a_request_stands_in_its_history(desk: Desk) -> None:
    browser, reference = await desk.claimed()
    await browser.post(f"/demandes/{reference}/note", {"texte": "Rappeler après 18 h."})
    await browser.post(f"/demandes/{reference}/etat", {"etat": "contacte"})
    await browser.post(f"/demandes/{reference}/etat", {"etat": "clos"})

    assert [what for _, what in await desk.acts(reference)] == [
        "request.viewed", "request.claimed", "request.noted", "request.moved:contacte", "request.moved:clos",
    ]  # fmt: skip
    assert "Rappeler après 18 h." in browser.text
    assert "a changé l’état : clos" in browser.text


async def test_giving_back_frees_it_for_a_colleague(desk: Desk) -> None:
    anne, reference = await desk.claimed()
    await anne.post(f"/demandes/{reference}/rendre")
    bruno = await desk.bruno()
    await bruno.get(f"/demandes/{reference}")

    await bruno.post(f"/demandes/{reference}/prendre")

    assert "La demande est à vous" in bruno.text


async def test_coordination_gives_a_request_to_somebody_who_may_work_on_it(desk: Desk) -> None:
    _, reference = await desk.claimed()
    await desk.world.account("adam", "administration")
    await desk.world.account("bruno", "intervenant")
    clara = await desk.clara()
    await clara.get(f"/demandes/{reference}")
    assert "<option>adam" not in clara.last.text

    await clara.post(f"/demandes/{reference}/confier", {"a": "adam"})
    assert "ne peut pas traiter" in clara.text
    await clara.post(f"/demandes/{reference}/confier", {"a": "bruno"})

    assert await desk.redis.hget(keys.case(reference), "claimed_by") == b"bruno"
    assert ("clara", "request.assigned:bruno") in await desk.acts(reference)


@pytest.mark.parametrize("state", ["transmis", "retire", "nouveau", "perdu", ""])
async def test_no_form_reaches_a_state_outside_its_way(desk: Desk, state: str) -> None:
    browser, reference = await desk.claimed()

    answer = await browser.post(f"/demandes/{reference}/etat", {"etat": state})

    assert answer.status_code == 404
    assert await RequestStore(desk.redis).status(reference) == "pris_en_charge"


async def test_what_the_person_withdrew_meanwhile_is_told_and_nothing_of_it_shows(desk: Desk) -> None:
    browser, reference = await desk.claimed()
    await browser.post(f"/demandes/{reference}/note", {"texte": "Rappeler Anneliese."})
    await RequestStore(desk.redis).withdraw(reference)

    await browser.post(f"/demandes/{reference}/etat", {"etat": "contacte"})

    assert "maintenant « retiré »" in browser.text
    assert "La personne a retiré sa demande à l’instant" in browser.text
    assert "Le contenu est effacé" in browser.text
    assert not [words for words in PERSONAL if words in browser.last.text]


@pytest.mark.parametrize(("text", "answer"), [("", "vide"), ("   ", "vide"), ("x" * 4001, "trop longue")])
async def test_an_empty_or_endless_note_is_not_kept(desk: Desk, text: str, answer: str) -> None:
    browser, reference = await desk.claimed()

    await browser.post(f"/demandes/{reference}/note", {"texte": text})

    assert answer in browser.text
    assert "request.noted" not in [what for _, what in await desk.acts(reference)]


async def test_a_request_that_no_key_opens_says_so_and_shows_the_rest(desk: Desk) -> None:
    desk.sealer = CaseSealer.from_setting(new_case_keys()[1])
    reference = await desk.request(1)
    browser = await desk.anne()

    await browser.get(f"/demandes/{reference}")

    assert "Aucune des clés" in browser.text
    assert browser.last.status_code == 200


async def test_passing_on_gives_one_page_and_json_marks_and_erases_after_the_receipt(desk: Desk) -> None:
    browser, reference = await desk.claimed()
    await browser.post(f"/demandes/{reference}/note", {"texte": "Une note qui reste ici."})
    await browser.get(f"/demandes/{reference}/transmettre")

    token = browser.token
    pdf = await browser.post(f"/demandes/{reference}/exporter", {"a": "caprev", "forme": "pdf"}, token=token)
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.headers["content-disposition"] == f'attachment; filename="relais-{reference}.pdf"'
    assert pdf.content.startswith(b"%PDF")
    data = await browser.post(f"/demandes/{reference}/exporter", {"a": "caprev", "forme": "json"}, token=token)
    given = json.loads(data.content)
    assert (given["reference"], given["contact"]["phone"]) == (reference, "+32475123456")
    assert "note" not in data.text

    await browser.post(f"/demandes/{reference}/transmise", {"a": "caprev"}, token=token)
    assert "transmis au CAPREV" in browser.text
    assert "Anneliese" in browser.text

    await browser.post(f"/demandes/{reference}/recu")
    assert "le contenu est effacé" in browser.text
    assert not [words for words in PERSONAL if words in browser.last.text]
    assert await RequestStore(desk.redis).status(reference) == "transmis"
    assert [what for _, what in await desk.acts(reference)][-4:] == [
        "request.exported:pdf", "request.exported:json", "request.handed_over:caprev", "request.receipt",
    ]  # fmt: skip


async def test_what_was_passed_on_leaves_within_seven_days_also_when_it_is_closed_without_a_receipt(desk: Desk) -> None:
    browser, reference = await desk.claimed()
    await browser.post(f"/demandes/{reference}/transmise", {"a": "caprev"})
    assert 6 * 86_400 < await desk.redis.ttl(keys.case(reference)) <= 7 * 86_400
    await browser.get("/demandes?etat=transmis")
    assert "effacée dans" not in browser.text  # it has just begun to wait for its receipt
    await desk.redis.expire(keys.case(reference), 2 * 86_400)
    await browser.get("/demandes?etat=transmis")
    assert "effacée dans" in browser.text

    await browser.get(f"/demandes/{reference}")
    await browser.post(f"/demandes/{reference}/etat", {"etat": "clos"})

    assert await RequestStore(desk.redis).status(reference) == "clos"
    assert await desk.redis.ttl(keys.case(reference)) <= 2 * 86_400


async def test_another_service_than_the_person_asked_for_needs_their_agreement(desk: Desk) -> None:
    browser, reference = await desk.claimed()

    await browser.post(f"/demandes/{reference}/transmise", {"a": "referent"})
    assert "confirmez d’abord qu’elle est d’accord" in browser.text
    await browser.post(f"/demandes/{reference}/transmise", {"a": "referent", "accord": "oui"})

    await browser.get(f"/demandes/{reference}")
    assert "transmis au référent" in browser.text


async def test_erasing_asks_first_says_what_it_does_and_leaves_a_line_without_content(desk: Desk) -> None:
    _, reference = await desk.claimed()
    clara = await desk.clara()
    await clara.get(f"/demandes/{reference}/effacer")
    assert "sans retour possible" in clara.text

    await clara.post(f"/demandes/{reference}/effacer")
    assert "rien n’a été effacé" in clara.text
    assert await desk.redis.exists(keys.case(reference))

    await clara.post(f"/demandes/{reference}/effacer", {"oui": reference})
    assert not await desk.redis.exists(keys.case(reference))
    assert ("clara", "request.erased") in await desk.acts(reference)
    assert (await clara.get(f"/demandes/{reference}")).status_code == 404


async def test_a_request_near_its_end_is_marked_in_the_list_and_stands_under_departures(desk: Desk) -> None:
    reference = await desk.request(1)
    await desk.redis.expire(keys.case(reference), 2 * 86_400 + 60)
    clara = await desk.clara()

    await clara.get("/demandes")
    assert "effacée dans 2 j" in clara.text
    await clara.get("/departs")
    assert reference in clara.text.split("Transmises")[0]


async def test_what_the_person_changed_is_shown_with_its_time_and_the_claim_is_kept(desk: Desk) -> None:
    browser, reference = await desk.claimed(message="Bonjour.")
    person = Pseudonym(f"{1:026d}")
    same = {"channel": "phone", "when": "le matin"}  # asked again, and answered as before
    await add_change(desk.redis, reference, person, {"phone": "+32498112233", **same}, desk.sealer, "m9")
    await trail.record(desk.redis, "person", "request.changed", reference)
    await browser.get("/demandes")
    assert "du nouveau" in browser.text
    page = await browser.get(f"/demandes/{reference}")
    assert "0498 11 22 33" in page.text
    assert "0475 12 34 56" not in page.text
    assert "Changé par la personne" in page.text
    assert re.findall(r"<dt>(\w+) <span class=\"chip changed\">", page.text) == ["Téléphone"]
    assert ": téléphone." in browser.text
    assert "la personne a changé sa demande" in page.text
    assert "Suivie par</dt><dd>vous" in page.text


async def test_an_attached_conversation_is_shown_line_by_line(desk: Desk) -> None:
    said = [
        {"by": "person", "at": "2026-11-24T10:30:00+01:00", "text": "mon fils a changé"},
        {"by": "bot", "at": "2026-11-24T10:30:02+01:00", "text": "Merci de me le dire."},
    ]
    browser, reference = await desk.claimed(conversation=said)
    page = await browser.get(f"/demandes/{reference}")
    assert "mon fils a changé" in page.text
    assert "La personne, mar. 24 nov., 10:30" in page.text
