"""Numbers, addresses, names and ages as people say them aloud or in passing."""

from __future__ import annotations

from datetime import date

import pytest

from casework.ages import read_age
from casework.contact_form import load_contact_form
from casework.emails import read_email, with_other_part
from casework.phones import read_phone
from casework.spoken_phones import with_digits

FORM = load_contact_form()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("mon gsm c'est zéro quatre cent septante-cinq, quarante-deux, dix-huit, nonante-trois", "0475 42 18 93"),
        ("zéro quatre-vingt-un, trente, quarante et un, douze. Avant midi", "081 30 41 12"),
        ("zero kat cent quatre vingt six cinquante cinq septante trente et un", "0486 55 70 31"),
        ("tel : quatre cent septante-huit, nonante-neuf, dix, onze, avec un zéro devant", "0478 99 10 11"),
        ("c'est le zéro quatre cent nonante-neuf, puis douze, puis trente-quatre, cinquante-six", "0499 12 34 56"),
        ("zéro quatre cent soixante-dix, vingt et un, quatre-vingt-dix, soixante-quinze", "0470 21 90 75"),
        ("zéro quatre sept cinq un deux trois quatre cinq six", "0475 12 34 56"),
        ("zéro six cinquante-trois zéro huit dix-sept vingt-deux, le 33 devant", "+33 6 53 08 17 22"),
    ],
)
def test_a_number_said_in_words_is_a_number(said: str, shown: str) -> None:
    number = read_phone(said)
    assert number is not None
    assert number.display == shown


@pytest.mark.parametrize("said", ["il a un frère de dix-sept ans et deux sœurs", "ça dure depuis cent vingt jours"])
def test_other_numbers_in_words_are_left_as_they_are(said: str) -> None:
    assert with_digits(said) == said
    assert read_phone(said) is None


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("mail c lea.dubois2010(at)gmail point com", "lea.dubois2010@gmail.com"),
        ("oui, nadine.pirson(a)hotmail.com", "nadine.pirson@hotmail.com"),
        ("ok pr moi, sofie.lamb arobaz outlook.be", "sofie.lamb@outlook.be"),
        ("secretariat [at] amo-exemple [point] be.", "secretariat@amo-exemple.be"),
        ("mon adresse cest tom tiret bas leroy arobase live point fr", "tom_leroy@live.fr"),
        ("va pour ça, yanis_06 à gmail pt com", "yanis_06@gmail.com"),
    ],
)
def test_an_address_read_aloud_is_an_address(said: str, address: str) -> None:
    assert read_email(said) == address


@pytest.mark.parametrize("said", ["je vais à namur.be", "à ce point de vue, à la maison"])
def test_a_place_or_a_view_is_no_address(said: str) -> None:
    assert read_email(said) is None


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("euh le mail c'est delux pas dlx, jme suis planté", "kevin.dlx@gmail.com", "kevin.delux@gmail.com"),
        ("c'est hotmail et pas gmail", "a.b@gmail.com", "a.b@hotmail.com"),
        ("ça se termine par .be et pas .com", "a.b@voo.com", "a.b@voo.be"),
        ("le mail c'est dubois pas duboi", "dubois2010@voo.com", None),
        ("c'est ma sœur pas moi", "a.b@voo.com", None),
    ],
)
def test_a_part_of_an_address_is_put_right(said: str, before: str, after: str | None) -> None:
    assert with_other_part(said, before) == after


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Bon, Sabrina ! et Jambes pour la commune", "Sabrina"),
        ("met pas mon vrai nom. Tiens, Zinneke", "Zinneke"),
        ("Sabrina, je l'ai déjà dit ;)", "Sabrina"),
        ("Zinedine mais c'est pas mon vrai", "Zinedine"),
        ("mon nom vous regarde pas mais vous pouvez m'appeler Lulu", "Lulu"),
        ("lucas d'andenne", "lucas"),
        ("C'est Fabienne, sur Jemeppe", "Fabienne"),
        ("un pseudo : Mistral", "Mistral"),
        ("je suis perdue", None),
        ("c'est trop tard", None),
    ],
)
def test_a_first_name_is_heard_in_a_sentence(said: str, name: str | None) -> None:
    heard = FORM.spoken.put_in(said) if name is None else FORM.spoken.first_in(said, freely=True)
    assert heard == name


@pytest.mark.parametrize(("said", "age"), [("17 dans 2 mois", 16), ("J'aurai 18 ans en mars", 17), ("16 et demi", 16)])
def test_a_coming_birthday_is_not_reached(said: str, age: int) -> None:
    assert read_age(said) == age


def test_a_year_of_birth_tells_the_age() -> None:
    assert read_age("je suis de 2010") == date.today().year - 2010
