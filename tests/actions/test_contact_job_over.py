"""A job that is over makes nobody a professional, and who speaks as a sister is a relative, whatever job is named."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

AS_A_SISTER = "Oui je suis d'accord. C'est pour moi, en tant que sœur."


@pytest.mark.parametrize("first", ["Je suis une ancienne institutrice de 67 ans, rappelez-moi", "rappelez-moi"])
async def test_who_speaks_as_a_sister_is_a_relative(talk: Talk, first: str) -> None:
    await talk.starts_form(first)
    await talk.hears(AS_A_SISTER)
    assert talk.slots["contact_role"] == "relative"
    assert talk.asked == "contact_channel"


@pytest.mark.parametrize(
    "words",
    [
        "je suis une ancienne institutrice",
        "je suis un ex-policier",
        "je suis institutrice à la retraite",
        "je suis infirmière à domicile, pensionnée",
        "je suis professeur de français retraité",
    ],
)
async def test_a_job_that_is_over_makes_nobody_a_professional(talk: Talk, words: str) -> None:
    await talk.starts_form(f"{words}, je voudrais qu'on me rappelle")
    assert talk.slots.get("contact_role") is None
    await talk.hears("oui")
    await talk.hears(words)
    assert talk.slots.get("contact_role") is None
    await talk.hears("proche")
    assert talk.slots["contact_role"] == "relative"


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("je suis une ancienne infirmière, rappelez-moi au sujet de ma sœur cadette", "relative"),
        ("je suis éducatrice en AMO, rappelez-moi au sujet de ma sœur", "relative"),
        ("je suis médecin, je voudrais qu'on me rappelle, c'est pour mon fils", "relative"),
        ("je suis prof, je voudrais être rappelée pour un élève", "professional"),
        ("je suis infirmière, rappelez-moi au sujet d'un patient", "professional"),
        ("je suis éducateur, rappelez-moi pour un jeune", "professional"),
    ],
)
async def test_a_job_beside_ones_own_family_says_nothing_of_who_writes(talk: Talk, words: str, role: str) -> None:
    await talk.starts_form(words)
    assert talk.slots["contact_role"] == role


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("je suis infirmière, c'est pour mon mari", "relative"),
        ("en tant que mère, je suis médecin", "relative"),
        ("je suis prof, c'est pour un élève", "professional"),
        ("je suis éducateur chez un retraité", "professional"),
    ],
)
async def test_where_who_writes_is_asked_the_family_goes_before_the_job(talk: Talk, words: str, role: str) -> None:
    await at(talk, "oui")
    await talk.hears(words)
    assert talk.slots["contact_role"] == role


async def test_a_friend_spoken_of_makes_no_relative_of_a_worker(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears("je suis éducateur, il a comme ami un type qui l'entraîne")
    assert talk.slots["contact_role"] == "professional"


THEIRS_ONCE = [
    "j'ai été son professeur",
    "j'étais son éducateur jusqu'en 2019",
    "son ancien entraîneur",
    "je suis son ancienne institutrice",
    "je ne suis plus son coach, juste une connaissance",
    "je l'ai eu comme élève",
]


@pytest.mark.parametrize("words", [*THEIRS_ONCE, "ancien entraîneur", "en tant qu'ex-prof", "une connaissance"])
async def test_who_was_their_teacher_once_writes_as_somebody_near(talk: Talk, words: str) -> None:
    await at(talk, "oui")
    await talk.hears(words)
    assert talk.slots["contact_role"] == "relative"
    assert talk.asked == "contact_channel"


@pytest.mark.parametrize("words", THEIRS_ONCE)
async def test_it_is_known_with_the_wish_and_with_the_consent(talk: Talk, words: str) -> None:
    await talk.starts_form(f"{words}, je voudrais qu'on me rappelle")
    assert talk.slots["contact_role"] == "relative"
    await talk.hears("oui")
    assert talk.asked == "contact_channel"


async def test_with_the_consent(talk: Talk) -> None:
    await at(talk, "oui, j'ai été son professeur")
    assert (talk.slots["contact_role"], talk.asked) == ("relative", "contact_channel")


async def test_it_puts_right_what_was_chosen(talk: Talk) -> None:
    await at(talk, "oui", "un professionnel")
    await talk.hears("enfin non, je ne suis plus son prof")
    assert talk.slots["contact_role"] == "relative"


@pytest.mark.parametrize(
    "words",
    ["je suis prof dans son école", "je suis prof dans son école, j'ai été son titulaire",
     "j'étais son prof, maintenant je suis directeur de l'école", "je suis son éducateur"],
)  # fmt: skip
async def test_who_still_works_there_is_a_professional(talk: Talk, words: str) -> None:
    await at(talk, "oui")
    await talk.hears(words)
    assert talk.slots["contact_role"] == "professional"
