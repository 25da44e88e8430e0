"""What people say anywhere in the contact request is kept: a first name, a town, a moment, leave to write here, whom it
is about."""

from __future__ import annotations

import pytest

from casework.sealing import CaseOpener
from tests.actions.conftest import Talk
from tests.actions.form_talk import at


def plainly(said: str) -> str:
    return said.replace("\u00a0", " ")


def lines(talk: Talk, *names: str) -> list[object]:
    return [talk.slots.get(f"contact_{name}") for name in names]


# --- the first name beside who the writer is ---


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("je suis sa soeur, Nathalie. par téléphone, 0478 33 21 90, le matin", "Nathalie"),
        ("je suis sa tante, c'est Christine, téléphonez au 0495 11 22 33", "Christine"),
        ("donc je suis sa tante, Bernadette, mon gsm c'est le 0497 12 34 58", "Bernadette"),
        ("Je suis sa grand-mère, Monique, j'habite Saint-Servais", "Monique"),
        ("Gérard, je suis son oncle. 0475 38 21 64", "Gérard"),
        ("je suis son éducatrice, Fatima, tel 0475 38 21 64", "Fatima"),
        ("moi je suis sa marraine, prénom Josiane, 0475 38 21 64 l'après-midi", "Josiane"),
        ("c'est sa maman, Aurélie. mon numéro : 0475 38 21 64", "Aurélie"),
        ("je suis son frère, Zoubir, 0475 38 21 64", "Zoubir"),
    ],
)
async def test_a_first_name_beside_who_one_is_is_kept(talk: Talk, words: str, name: str) -> None:
    await at(talk, "oui")
    await talk.hears(words, "request_contact")
    assert talk.slots.get("contact_name") == name
    assert talk.slots.get("contact_role") in {"relative", "professional"}


@pytest.mark.parametrize(
    "words",
    [
        "je suis la maman de deux garçons, Karim, Yanis",
        "je suis sa tante, Karim, il ne sort plus",
        "je suis sa tante, Karim, mon neveu, ne sort plus",
        "je suis la maman d'un garçon, Karim. 0475 38 21 64",
        "je suis sa soeur, merci. 0475 38 21 64",
        "je suis son père. Urgent. 0475 38 21 64",
        "bonjour Karim, je suis sa mère",
    ],
)
async def test_the_first_name_of_another_or_no_name_is_not_the_writer(talk: Talk, words: str) -> None:
    await at(talk, "oui")
    await talk.hears(words, "request_contact")
    assert talk.slots.get("contact_name") is None or talk.slots["contact_name"] == "—"


async def test_who_stands_with_a_town_before_their_number_is_kept_in_the_first_message(talk: Talk) -> None:
    await talk.starts_form(
        "Je voudrais qu'on me rappelle svp, c'est au sujet de mon frère. Benoît, de Jambes, mon gsm c'est le "
        "0471 23 45 67, plutôt le matin"
    )
    assert lines(talk, "name", "commune", "when") == ["Benoît", "Jambes", "le matin"]


@pytest.mark.parametrize(
    ("words", "name", "town"),
    [
        ("Momo de Sambreville", "Momo", "Sambreville"), ("Christine de Jambes", "Christine", "Jambes"),
        ("moi c'est Zaza de Namur", "Zaza", "Namur"), ("Loulou, de Dinant", "Loulou", "Dinant"),
        ("christine de jambes", "Christine", "Jambes"), ("Bonjour, Nono d'Andenne", "Nono", "Andenne"),
        ("Titi à Gembloux.", "Titi", "Gembloux"), ("C'est Marie-Jo de Ciney", "Marie-Jo", "Ciney"),
    ],
)  # fmt: skip
async def test_a_name_with_a_town_where_the_role_is_asked_is_kept(talk: Talk, words: str, name: str, town: str) -> None:
    await at(talk, "oui")
    said = await talk.hears(words)
    assert lines(talk, "name", "commune", "role") == [name, town, None]
    assert talk.asked == "contact_role"
    assert "C’est noté" in plainly(said)


@pytest.mark.parametrize(
    "words", ["Maman de Namur", "Prof de Dinant", "Ville de Namur", "habitante de Ciney", "Police de Namur"]
)
async def test_a_role_or_a_thing_with_a_town_is_no_name(talk: Talk, words: str) -> None:
    await at(talk, "oui")
    await talk.hears(words)
    assert talk.slots.get("contact_name") is None


# --- lines by their names, and the end ---


@pytest.mark.parametrize(
    ("words", "name", "town"),
    [
        ("mail y.imam@example.be, commune Namur. Rien d'autre à ajouter", None, "Namur"),
        ("y.imam@example.be. prénom Youssef, commune de Dinant", "Youssef", "Dinant"),
        ("y.imam@example.be, ville : Ciney, pseudo Zinneke", "Zinneke", "Ciney"),
        ("y.imam@example.be et ma commune Gembloux", None, "Gembloux"),
    ],
)
async def test_a_line_said_by_its_name_is_kept_beside_an_address(
    talk: Talk, words: str, name: str | None, town: str
) -> None:
    await at(talk, "oui", "prof", "par mail")
    await talk.hears(words, "request_contact")
    assert lines(talk, "email", "commune") == ["y.imam@example.be", town]
    assert talk.slots.get("contact_name") in {name, "—"}


@pytest.mark.parametrize(
    "end",
    ["Rien d'autre à ajouter", "Rien de plus à dire", "je n'ai rien d'autre à dire", "voilà c'est tout",
     "c'est tout pour moi", "rien d'autre à signaler", "pas d'autre info", "c'est tout ce que j'ai à dire"],
)  # fmt: skip
async def test_who_says_that_it_is_all_is_read_back_at_once(talk: Talk, end: str) -> None:
    await at(talk, "oui", "prof", "par mail")
    await talk.hears(f"y.imam@example.be, commune Namur. {end}", "request_contact")
    assert talk.asked == "contact_confirmed"
    assert lines(talk, "commune", "message") == ["Namur", "—"]


# --- the moment ---


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("0475 38 21 64, plutôt en fin d'après-midi", "en fin d'après-midi"),
        ("0475 38 21 64, en début de soirée", "en début de soirée"),
        ("0475 38 21 64, fin de matinée si possible", "fin de matinée si possible"),
        ("0475 38 21 64, plutôt en fin de semaine", "en fin de semaine"),
        ("0475 38 21 64, sur le temps de midi", "sur le temps de midi"),
        ("0475 38 21 64, dès 16h", "dès 16h"),
        ("0475 38 21 64, pas le matin, en fin d'après-midi", "pas le matin, en fin d'après-midi"),
    ],
)
async def test_a_part_of_the_day_is_a_moment(talk: Talk, words: str, when: str) -> None:
    await at(talk, "oui", "proche", "par téléphone")
    await talk.hears(words, "request_contact")
    assert talk.slots.get("contact_when") == when


@pytest.mark.parametrize("asked", [["oui"], ["oui", "proche"], ["oui", "proche", "par téléphone"]])
async def test_what_stands_beside_a_number_that_lacks_digits_is_kept(talk: Talk, asked: list[str]) -> None:
    await at(talk, *asked)
    await talk.hears(
        "donc je suis sa tante, Bernadette, mon gsm c'est le 0497 12 34, plutôt en fin d'après-midi, et pas de message "
        "sur le répondeur", "request_contact",
    )  # fmt: skip
    assert talk.asked == "contact_phone"
    await talk.hears("oups il manquait la fin, c'est 0497 12 34 58")
    assert lines(talk, "when", "voicemail", "name") == ["en fin d'après-midi", "no", "Bernadette"]


async def test_a_moment_and_leave_for_the_voicemail_are_kept_from_a_long_first_message(talk: Talk) -> None:
    await talk.starts_form(
        "Bonsoir, je m'appelle Nathalie, j'habite à Jambes, je suis la maman d'un garçon de 16 ans qui regarde des "
        "vidéos de plus en plus dures, ça m'inquiète. J'aimerais que le CAPREV me téléphone au 0476 51 28 9, plutôt le "
        "mercredi après-midi parce que je travaille, est-ce que mon fils va le savoir ?, et on peut laisser un message "
        "sur le répondeur il n'y a que moi qui l'écoute. Merci d'avance"
    )
    await talk.hears("oui")
    said = await talk.hears("ah oui il manquait un chiffre, c'est le 0476 51 28 94")
    assert "le mercredi après-midi" in plainly(said)
    assert "Message vocal : Oui" in plainly(said)


@pytest.mark.parametrize(
    "words",
    ["je voudrais qu'on me rappelle le soir", "on peut m'appeler plutôt le soir ?",
     "rappelez-moi, le soir de préférence",
     "qu'ils me rappellent le soir svp", "je voudrais que quelqu'un me téléphone le soir"],
)  # fmt: skip
async def test_a_moment_told_with_the_wish_is_kept_and_agrees_to_nothing(talk: Talk, words: str) -> None:
    await talk.starts_form(words)
    assert "le soir" in str(talk.slots.get("contact_when"))
    assert talk.asked == "contact_consent"
    await talk.hears("oui")
    await talk.hears("proche")
    await talk.hears("par téléphone, 0475 12 34 33")
    assert talk.asked == "contact_voicemail"


@pytest.mark.parametrize(
    "words",
    ["Plutôt le matin, à partir de mercredi. Prénom Sophie", "Sophie, pas avant 14h", "prénom Sophie. le mardi"],
)
async def test_a_moment_told_beside_an_address_is_read_back_and_goes_with_the_request(talk: Talk, words: str) -> None:
    await at(talk, "oui", "prof", "par mail", "s.lambert@exemple.be")
    await talk.hears(words)
    said = await talk.hears("c'est tout") if talk.asked != "contact_confirmed" else talk.said
    assert "Quand : " in plainly(said)
    assert "Prénom ou pseudonyme : Sophie" in plainly(said)


# --- writing here ---


@pytest.mark.parametrize(
    "words",
    ["et vous pouvez aussi me réécrire ici", "vous pouvez me recontacter par ici aussi",
     "oui on peut me laisser un mot ici",
     "ils peuvent m'envoyer un message ici", "vous pouvez passer par ce chat aussi", "ok pour me réécrire dans le chat",
     "vous pouvez me contacter via telegram aussi", "oui vous pouvez me relancer ici"],
)  # fmt: skip
async def test_leave_to_write_here_in_other_words_is_kept(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche")
    said = await talk.hears(f"0475 38 21 64, le matin, répondeur ok. {words}", "request_contact")
    assert "Vous écrire ici : Oui" in plainly(said)


@pytest.mark.parametrize("words", ["ne me réécrivez pas ici", "évitez, pas de message ici, rien dans le chat"])
async def test_no_leave_stays_none(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche")
    said = await talk.hears(f"0475 38 21 64, le matin, répondeur ok. {words}", "request_contact")
    assert "Vous écrire ici : Oui" not in plainly(said)


# --- whom it is about ---


@pytest.mark.parametrize(
    ("wish", "whom"),
    [
        ("je voudrais qu'on me rappelle, c'est pour mon fils de 19 ans", "mon fils de 19 ans"),
        ("rappelez-moi svp, c'est au sujet de mon frère", "mon frère"),
        ("quelqu'un peut me rappeler concernant ma petite-fille ?", "ma petite-fille"),
        ("je voudrais être recontactée pour mon neveu", "mon neveu"),
        ("un conseiller peut-il me rappeler au sujet d'un locataire ?", "un locataire"),
        ("je voudrais un contact, c'est à propos de ma fille de 15 ans", "ma fille de 15 ans"),
        ("qu'on m'appelle pour mon ex-mari", "mon ex-mari"),
    ],
)
async def test_whom_it_is_about_stands_in_the_read_back(talk: Talk, wish: str, whom: str) -> None:
    await talk.starts_form(wish)
    await talk.hears("oui")
    if talk.asked == "contact_role":
        await talk.hears("proche")
    said = await talk.hears(
        "par téléphone, 0475 12 34 33, le matin, pas de message vocal. c'est tout", "request_contact"
    )
    assert talk.asked == "contact_confirmed"
    assert f"Votre message : C’est pour {whom}." in plainly(said)


async def test_a_message_that_says_only_il_says_who_that_is(talk: Talk) -> None:
    await talk.starts_form(
        "je voudrais qu'on me rappelle c'est pour mon fils de 19 ans, je suis sa maman Nathalie, 0478 12 34 75 le "
        "matin, le message c'est qu'il passe ses journées avec un groupe qui déteste les femmes"
    )
    said = await talk.hears("oui")
    assert "C’est pour mon fils de 19 ans : il passe ses journées" in plainly(said)


async def test_the_team_reads_whom_it_is_about(talk: Talk, opener: CaseOpener) -> None:
    await talk.starts_form("je voudrais qu'on me rappelle, c'est pour mon fils de 19 ans")
    await talk.hears("oui")
    await talk.hears("par téléphone, 0475 12 34 33, le matin, pas de message vocal. c'est tout")
    await talk.hears("envoyer")
    (stored,) = [r for r in [await talk.world.requests.get(talk.slots["contact_reference"])] if r]
    given = stored.opened(opener)
    assert given is not None
    assert given.message == "C’est pour mon fils de 19 ans."


@pytest.mark.parametrize("words", ["enlevez le message", "effacez mon message svp", "pas besoin de le mettre"])
async def test_whom_it_is_about_is_taken_out_on_demand(talk: Talk, words: str) -> None:
    await talk.starts_form("rappelez-moi svp, c'est au sujet de mon frère")
    await talk.hears("oui")
    await talk.hears("par téléphone, 0475 12 34 33, le matin, pas de message vocal. c'est tout")
    said = await talk.hears(words)
    assert "Votre message :" not in plainly(said)


async def test_a_message_that_names_the_person_is_left_as_it_is(talk: Talk) -> None:
    await talk.starts_form("rappelez-moi svp, c'est au sujet de mon frère")
    await talk.hears("oui")
    await talk.hears(
        "0475 12 34 33, le matin, pas de message vocal. Message : mon frère ne dort plus", "request_contact"
    )
    assert "Votre message : mon frère ne dort plus" in plainly(talk.said)


# --- the way ---


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("Au téléphone c'est mieux, les mails je n'y connais rien", "phone"),
        ("le mail je ne sais pas faire, plutôt le gsm", "phone"),
        ("je n'ai pas d'adresse mail, le téléphone", "phone"),
        ("je préfère qu'on m'appelle, les mails je ne les lis jamais", "phone"),
        ("un mail c'est plus facile pour moi, le téléphone c'est compliqué", "email"),
        ("pas le téléphone, il écoute. un mail", "email"),
        ("le téléphone j'aime pas trop, ici c'est bien", "chat"),
        ("mail ou téléphone, mais le téléphone c'est plus simple", "phone"),
    ],
)
async def test_the_way_that_is_liked_is_taken(talk: Talk, words: str, way: str) -> None:
    await at(talk, "oui", "proche")
    await talk.hears(words, "request_contact")
    assert talk.slots["contact_channel"] == way


@pytest.mark.parametrize(
    "words", ["voilà. 0475 38 21", "0475 38 21", "j'ai mes lunettes, 0475/38.21", "mon gsm 0475 38 2"]
)
@pytest.mark.parametrize("pauses", [True, False])
async def test_a_number_that_lacks_digits_where_the_way_is_asked_is_told(talk: Talk, words: str, pauses: bool) -> None:
    await at(talk, "oui", "proche")
    if pauses:
        await talk.hears("attendez je reviens")
        said = await talk.starts_form(words)
    else:
        said = await talk.hears(words)
    assert talk.asked == "contact_phone"
    assert "Il y manque peut-être un chiffre" in plainly(said)
    await talk.hears("0475 38 21 64")
    assert talk.slots["contact_phone"] == "+32475382164"
