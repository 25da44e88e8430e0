"""Who leaves where leave is asked is heard, and nobody else."""

from __future__ import annotations

import pytest

from casework.call_wishes import refused_apart, refuses_a_call
from casework.contact_form import load_contact_form

FORM = load_contact_form()


@pytest.mark.parametrize(
    "text", ["bon non, j'arrête là", "je vais en parler d'abord", "ok je les appelle", "trop risqué"]
)
def test_a_word_of_leaving_is_heard(text: str) -> None:
    assert FORM.said.leaving.is_said(text)


@pytest.mark.parametrize(
    "text",
    ["c'est pas trop risqué ?", "mon fils arrête l'école", "appelez-moi, je vais les appeler aussi", "d'accord", "oui"],
)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert not FORM.said.leaving.is_said(text)


@pytest.mark.parametrize("text", ["en fait laissez", "laissez, ça ira", "non laissez, merci", "bon oubliez"])
def test_a_bare_word_of_letting_be_gives_it_up(text: str) -> None:
    assert FORM.said.gives_up(text)


@pytest.mark.parametrize("text", ["laissez un message", "laissez la demande ouverte", "laissez ma commune vide"])
def test_letting_something_be_gives_nothing_up(text: str) -> None:
    assert not FORM.said.gives_up(text)


@pytest.mark.parametrize("text", ["ne me rappelez plus", "inutile de me téléphoner", "je veux pas de coup de fil svp"])
def test_a_call_that_is_not_wanted_is_heard(text: str) -> None:
    assert refuses_a_call(text)


@pytest.mark.parametrize(
    "text",
    ["ne m'appelez pas le matin", "ne m'appelez pas madame", "pourquoi vous ne m'appelez pas", "merci de me rappeler",
     "il ne veut pas qu'on m'appelle au boulot", "je ne comprends pas qu'on ne m'appelle pas"],
)  # fmt: skip
def test_a_time_a_name_or_a_complaint_refuses_no_call(text: str) -> None:
    assert not refuses_a_call(text)


def test_what_stands_beside_a_refusal_is_kept_apart() -> None:
    assert refused_apart("ne m'appelez pas, écrivez-moi") == ("ne m'appelez pas", "écrivez-moi")


def test_a_word_and_what_is_elided_before_it_are_not_torn_apart() -> None:
    assert FORM.as_typed("oui mais surtout ne m'appelez pas") == "oui mais surtout ne m'appelez pas"
