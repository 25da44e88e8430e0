"""A message without marks: each line of the request ends where another begins, and nothing is lost."""

from __future__ import annotations

import pytest

from casework.contact_form import load_contact_form
from tests.actions.conftest import Talk
from tests.actions.form_talk import at

NAMES = ("phone", "when", "voicemail", "name", "commune", "message", "write_here")
FIXED, GSM = "+3281223344", "+32475123433"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("sur mon fixe 081 22 33 44 plutot le matin j ai pas de repondeur je m appelle Josette j habite Jambes",
         (FIXED, "le matin", "no", "Josette", "Jambes", "—", "no")),
        ("0475 12 34 33 le soir apres 18h vous pouvez laisser un message je m appelle sandrine j habite a namur",
         (GSM, "le soir apres 18h", "yes", "sandrine", "Namur", "—", "no")),
        ("jmappelle karim jhabite andenne mon gsm c est le 0475 12 34 33 plutot en soiree laissez pas de message",
         (GSM, "en soiree", "no", "karim", "Andenne", "—", "no")),
        ("moi c est Monique j habite Floreffe appelez moi sur le 081 22 33 44 l apres midi le repondeur oui "
         "vous pouvez "
         "m ecrire ici aussi", (FIXED, "l apres midi", "yes", "Monique", "Floreffe", "—", "yes")),
        ("par telephone 0475 12 34 33 apres 17h pas de message vocal prenom Nadia j habite Ciney dites leur "
         "que ma fille "
         "a coupe avec tout le monde vous pouvez m ecrire ici",
         (GSM, "apres 17h", "no", "Nadia", "Ciney", "ma fille a coupe avec tout le monde.", "yes")),
        ("tel 0475 12 34 33 n importe quand vous pouvez laisser un msg vocal mon prenom c est Ahmed on habite dinant "
         "dites leur qu il traine avec des gens bizarres",
         (GSM, "n importe quand", "yes", "Ahmed", "Dinant", "il traine avec des gens bizarres", "no")),
        ("0475 12 34 33 quand je suis au travail donc entre 9h et 16h y a pas de repondeur moi c est Lucie je suis de "
         "Sambreville m ecrivez pas ici mon fils lit tout",
         (GSM, "quand je suis au travail donc entre 9h et 16h", "no", "Lucie", "Sambreville", "—", "no")),
        ("mon num 0475123433 le mercredi apres midi on peut laisser un message je mappelle Véronique jhabite Gembloux "
         "cest ma fille elle ne mange plus avec nous",
         (GSM, "le mercredi apres midi", "yes", "Véronique", "Gembloux", "cest ma fille elle ne mange plus avec nous",
          "no")),
        ("appelez au 0475 12 34 33 le soir je m appelle jean pierre j habite salzinnes dites leur que c est mon neveu "
         "et que j habite chez lui",
         (GSM, "le soir", "no", "jean pierre", "Salzinnes", "c est mon neveu et que j habite chez lui", "no")),
        ("c est mon mari il regarde des videos de guerre je m appelle Sofia j habite a Andenne 0475 12 34 33 le matin "
         "quand il est parti pas de message sur le repondeur",
         (GSM, "le matin quand il est parti", "no", "Sofia", "Andenne",
          "c est mon mari il regarde des videos de guerre.",
          "no")),
        ("mon tel 0475 12 34 33 plutot apres 20h et je prefere pas de message vocal je suis son papa je m appelle Marc",
         (GSM, "apres 20h", "no", "Marc", "—", "—", "no")),
        ("j habite Namur le 0475 12 34 33 le lundi ou le mardi je m appelle Fatima vous pouvez laisser un message",
         (GSM, "le lundi ou le mardi", "yes", "Fatima", "Namur", "—", "no")),
        ("tel 0475 12 34 33 nadia de jambes le matin c est mieux pas de repondeur c est pour mon petit fils",
         (GSM, "le matin", "no", "Nadia", "Jambes", "—", "no")),
        ("bon mon gsm est 0475 12 34 33 en journee mon repondeur marche pas et je m appelle Luc on habite a Ciney",
         (GSM, "en journee", "no", "Luc", "Ciney", "—", "no")),
        ("ok alors mon num c est le 0475 12 34 33 le matin entre 8 et 10 moi c est Cathy pas de message vocal j habite "
         "Couvin et vous pouvez m ecrire ici", (GSM, "le matin entre 8 et 10", "no", "Cathy", "Couvin", "—", "yes")),
    ],
)  # fmt: skip
async def test_a_message_without_marks_gives_all_its_lines(talk: Talk, words: str, lines: tuple[str, ...]) -> None:
    await at(talk, "oui", "proche")
    await talk.hears(words, "request_contact")
    assert talk.asked == "contact_confirmed"
    assert tuple(talk.slots.get(f"contact_{name}") for name in NAMES) == lines
    assert talk.slots["contact_role"] == "relative"


async def test_a_short_yes_to_the_voicemail_is_no_part_of_the_message(talk: Talk) -> None:
    await at(talk, "oui", "je suis prof")
    await talk.hears(
        "0475 12 34 33 jsuis dispo le mercredi aprem moi c est Thomas laissez un message si jrepond pas dites leur que "
        "l eleve a fait un salut nazi en classe"
    )
    assert talk.slots["contact_message"] == "l eleve a fait un salut nazi en classe"
    assert (talk.slots["contact_voicemail"], talk.slots["contact_name"]) == ("yes", "Thomas")


async def test_a_wish_without_marks_keeps_its_story_and_its_lines_apart(talk: Talk) -> None:
    await talk.starts_form(
        "mon mari a change il parle que de complots et d armes je voudrais qu on me rappelle au 0475 12 34 33 quand il "
        "est au travail donc avant 16h ne laissez pas de message il ecoute tout"
    )
    await talk.hears("oui", "affirm")
    assert talk.slots["contact_message"] == "mon mari a change il parle que de complots et d armes."
    assert talk.slots["contact_voicemail"] == "no"


async def test_a_name_ends_where_the_time_begins(talk: Talk) -> None:
    await talk.starts_form(
        "rappelez moi svp c est pour mon fils je suis son papa 0475 12 34 33 jhabite ciney jmappelle Marc le soir jai "
        "pas de repondeur"
    )
    await talk.hears("oui", "affirm")
    assert (talk.slots["contact_name"], talk.slots["contact_when"]) == ("Marc", "le soir")


async def test_who_wants_to_be_written_to_here_and_says_why_is_not_asked_how(talk: Talk) -> None:
    await talk.starts_form("j ai 15 ans je veux qu on m aide")
    await talk.hears("ok", "affirm")
    await talk.hears("ecrivez moi ici mes parents doivent pas savoir", "ask_minor")
    assert talk.slots["contact_channel"] == "chat"


@pytest.mark.parametrize(
    "text",
    [
        "mon fils a change depuis six mois il ne voit plus ses copains et il dit que je suis une mecreante",
        "dites que j habite seule et que c est mon fils qui m inquiete",
        "ici dans le chat mes parents fouillent mon gsm",
        "vous pouvez enlever mon prénom ?",
        "en fait c'est ma nièce pas ma fille",
        "Je m'appelle Luc, j'habite Namur. Le matin, au 0475 12 34 33.",
        "moi c est le soir qui m arrange",
    ],
)
def test_what_is_one_line_or_has_its_marks_stays_as_it_is(text: str) -> None:
    assert load_contact_form().as_typed(text) == text
