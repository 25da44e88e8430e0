"""A call that is wished or accepted is told from a name that is called, and from what is asked to be told again."""

from __future__ import annotations

import pytest

from casework.call_wishes import speaks_of_a_name, wishes_a_call


@pytest.mark.parametrize(
    "words",
    [
        "ok. moi je veu bien k on m appelle mais sans lui dire", "je veux bien qu'on me rappelle",
        "vous pouvez me faire rappeler svp", "qu'ils m'appellent alors", "bon ben qu'on me rappelle",
        "je suis d'accord qu'ils me téléphonent", "j'aimerais mieux qu'une vraie personne me rappelle",
        "je ve bien kils mapel", "d'accord, que quelqu'un me recontacte, merci", "jveux bien qu'on m'appelle le 12 mai",
        "je préférerais qu'on m'appelle un soir", "moi je voudrais bien que quelqu'un du caprev me téléphone",
        "j'aimerais qu'une personne de chez vous me rappelle", "je veux bien qu'on m'appelle sur mon gsm",
        "bjr g besoin kon me rapel, c pr ma fille", "il faudrait que quelqu'un m'appelle",
        "j'ai besoin d'un coup de fil",
    ],
)  # fmt: skip
def test_a_call_to_the_writer_is_wished(words: str) -> None:
    assert wishes_a_call(words)
    assert not speaks_of_a_name(words)


@pytest.mark.parametrize(
    "words",
    [
        "elle veut bien qu'on l'appelle mamie", "on m'appelle la sorcière", "vous pouvez me rappeler le numéro ?",
        "je veux bien qu'on m'appelle maman, plus par mon prénom", "je veux bien qu'on me rappelle que je suis sa mère",
        "ils veulent qu'on les appelle les frères",
    ],
)  # fmt: skip
def test_a_name_and_what_is_told_again_are_no_call(words: str) -> None:
    assert speaks_of_a_name(words)
    assert not wishes_a_call(words)


@pytest.mark.parametrize(
    "words",
    [
        "je ne veux pas qu'on me rappelle", "qu'ils m'appellent pas surtout",
        "j'aimerais qu'ils m'appellent plus souvent",
        "je voudrais qu'il m'appelle", "les profs m'appellent tous les jours", "je veux bien appeler mais j'ose pas",
        "pas besoin qu'on me rappelle", "il faut pas qu'on m'appelle", "j'ai plus besoin d'un rappel",
    ],
)  # fmt: skip
def test_a_refusal_or_a_call_of_somebody_dear_is_no_wish(words: str) -> None:
    assert not wishes_a_call(words)


def test_who_gives_their_name_or_a_number_speaks_of_a_call() -> None:
    assert not speaks_of_a_name("je voudrais un rendez-vous, je m'appelle Le Roy")
    assert not speaks_of_a_name("rappelez le numéro 0475 12 34 33")
