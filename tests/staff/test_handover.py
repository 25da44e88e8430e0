from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timezone

import pytest

from casework.references import new_reference
from staff.caseload import Row
from staff.handover import Handover, page_of
from staff.handover_pdf import PageIsFull, handover_pdf
from staff.words import load_words
from tests.staff.sample_requests import CALM, URGENT

AT = datetime(2026, 11, 23, 14, 5, tzinfo=timezone.utc)
LONGEST = replace(
    URGENT,
    name="Şükrü-Maëlle Œuvrard " * 2,
    when="après le travail, jamais le matin ni le week-end, " * 2,
    commune="Saint-Josse-ten-Noode" * 2,
    message="Il ne répond plus. " * 32,
    urgent_reasons=tuple(f"une raison assez longue, numéro {n}" for n in range(8)),
)


def handover(request=URGENT) -> Handover:
    row = Row(new_reference(), "pris_en_charge", AT, True, "caprev", "relative", False, "phone", "telegram", "anne",
              False, True, 170)  # fmt: skip
    return Handover(row, request, "caprev", "anne", AT)


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


@pytest.mark.parametrize("request_", [URGENT, CALM, LONGEST], ids=["urgent", "calm", "longest"])
def test_whatever_a_person_could_give_fits_on_one_page(request_) -> None:
    pdf = handover_pdf(page_of(handover(request_), load_words()))

    assert pages_in(pdf) == 1


def test_what_cannot_fit_is_refused_rather_than_cut() -> None:
    with pytest.raises(PageIsFull):
        handover_pdf(page_of(handover(replace(URGENT, message="mot " * 3_000)), load_words()))


def test_an_attached_conversation_follows_on_pages_of_its_own() -> None:
    talk = [
        {"by": "person", "at": "2026-11-23T14:05:00+01:00", "text": "Il ne sort plus."},
        {"by": "bot", "text": "Merci."},
    ]
    page = page_of(handover(replace(URGENT, conversation=talk)), load_words())

    assert page.talk == (("La personne, lun. 23 nov., 14:05", "Il ne sort plus."), ("L’assistant", "Merci."))
    assert pages_in(handover_pdf(page)) == 2
    assert pages_in(handover_pdf(page_of(handover(replace(URGENT, conversation=talk * 60)), load_words()))) > 2


def test_the_page_says_everything_that_was_given() -> None:
    page = page_of(handover(), load_words())
    text = " ".join(value for _, value in (*page.lines, *page.blocks))

    for given in ("0475 12 34 56", "Anneliese", "le matin", "Jambes", "Mon frère parle de partir.", "départ proche"):
        assert given in text


def test_a_voicemail_that_is_not_wanted_is_said_loudly() -> None:
    page = page_of(handover(replace(URGENT, voicemail_ok=False)), load_words())

    assert ("Message vocal", "NE PAS laisser de message") in page.lines


@pytest.mark.parametrize("letters", ["œuvre", "Şükrü", "Żaneta", "Đorđe", "€ … « »"])
def test_the_font_has_the_letters_of_people_s_names(letters: str, caplog: pytest.LogCaptureFixture) -> None:
    handover_pdf(page_of(handover(replace(URGENT, name=letters)), load_words()))

    assert "missing" not in caplog.text.lower()


def test_the_json_has_no_account_s_notes_and_names_its_format() -> None:
    data = handover().to_json()

    assert data["format"] == "relais-handover-1"
    assert data["contact"] == {
        "by": "phone", "phone": "+32475123456", "when": "le matin", "voicemail_ok": True, "email": None,
    }  # fmt: skip
    assert data["handed_over_at"] == "2026-11-23T14:05:00+00:00"
