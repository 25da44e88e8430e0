"""A time that takes the place of another, both named: only the new one counts."""

from __future__ import annotations

import pytest

from casework.contact_form import load_contact_form


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("changez le matin en après-midi", "l’après-midi"),
        ("remplacez le matin par le soir après 19h", "le soir après 19h"),
        ("décalez du matin à l'après-midi", "l'après-midi"),
        ("je peux changer le matin en soirée ?", "en soirée"),
        ("changez après 16h en 20h", "20h"),
        ("changez mardi en jeudi", "jeudi"),
        ("pas le matin, plutôt l'après-midi", "l'après-midi"),
        ("pas à 9h, plutôt à 14h", "à 14h"),
        ("finalement pas le matin, le soir c'est mieux", "le soir"),
        ("ah non pas le soir svp, mettez le matin entre 9h et 11h", "le matin entre 9h et 11h"),
        ("pas le mardi, plutôt le jeudi", "le jeudi"),
        ("au lieu du matin mettez 14h", "14h"),
        ("mettez à 14h au lieu du matin", "à 14h"),
        ("au lieu d'après 16h mettez le matin", "le matin"),
        ("le soir au lieu de l'après-midi svp", "le soir"),
        ("l'après-midi plutôt que le matin", "l'après-midi"),
        ("plutôt l'après-midi que le matin", "l'après-midi"),
        ("le matin et pas le soir", "le matin"),
        ("à la place du mardi, jeudi matin", "jeudi matin"),
    ],
)
def test_only_the_new_time_counts(text: str, time: str) -> None:
    assert load_contact_form().facts.new_time(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("plutôt l'après-midi, pas le mercredi", "l'après-midi, pas le mercredi"),
        ("pas avant 17h, plutôt le soir", "pas avant 17h, le soir"),
        ("plutôt le soir, jamais le matin", "le soir, jamais le matin"),
        ("mettez le soir, pas quand il est là", "le soir, pas quand il est là"),
        ("changez pour le soir à 20h", "le soir à 20h"),
        ("changez le mardi en matinée", "le mardi en matinée"),
        ("l'après-midi, pas le matin", "l'après-midi, pas le matin"),
    ],
)
def test_what_is_barred_beside_a_time_stays(text: str, time: str) -> None:
    """It keeps people safe."""
    assert load_contact_form().facts.new_time(text) == time
