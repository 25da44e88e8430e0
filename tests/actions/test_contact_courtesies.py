"""A courtesy or a filler where a first name is asked calls nobody so, and a time told there is kept."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

BY_MAIL = ["oui", "proche", "par mail", "a.b@exemple.be"]
BY_PHONE = ["oui", "proche", "par téléphone", "0475 12 34 33", "après 16h", "non"]
HOURS = "le matin entre 9h et 11h, sauf le jeudi où je garde mes petits-enfants"


@pytest.mark.parametrize("asked", [BY_MAIL, BY_PHONE])
@pytest.mark.parametrize(
    "words",
    [
        "Bien.",
        "très bien",
        "Parfait, merci",
        "Euh ben donc",
        "Voilà.",
        "Bon, alors",
        "d'accord",
        "entendu",
        "Oui, bien",
    ],
)
async def test_a_courtesy_is_no_first_name(talk: Talk, words: str, asked: list[str]) -> None:
    await at(talk, *asked)
    await talk.hears(words)
    assert talk.slots.get("contact_name") is None
    assert talk.asked == "contact_name"


@pytest.mark.parametrize(
    "words", ["Bien, Simone.", "Parfait. Simone", "Merci, Simone", "ok. Simone", "Bien. Simone, le matin"]
)
async def test_the_first_name_behind_a_courtesy_is_kept(talk: Talk, words: str) -> None:
    await at(talk, *BY_MAIL)
    await talk.hears(words)
    assert talk.slots["contact_name"] == "Simone"


async def test_when_to_call_told_where_the_name_is_asked_is_kept(talk: Talk) -> None:
    await at(talk, *BY_MAIL)
    await talk.hears(f"Bien. Alors {HOURS}.")
    assert (talk.slots["contact_when"], talk.slots.get("contact_name")) == (HOURS, None)
    assert talk.asked == "contact_name"


@pytest.mark.parametrize(
    ("words", "when"),
    [
        (f"Bien. Alors {HOURS}.", f"après 16h ; {HOURS}"),
        ("Voilà. Sauf le jeudi", "après 16h ; Sauf le jeudi"),
        ("D'accord. Plutôt l'après-midi, pas le mercredi", "l'après-midi, pas le mercredi"),
    ],
)
@pytest.mark.parametrize("more", [[], ["Anne"]])
async def test_a_time_told_late_stands_beside_the_first_or_takes_its_place(
    talk: Talk, words: str, when: str, more: list[str]
) -> None:
    await at(talk, *BY_PHONE, *more)
    asked = talk.asked
    await talk.hears(words)
    assert talk.slots["contact_when"] == when
    assert talk.asked == asked
