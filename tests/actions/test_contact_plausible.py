"""What is taken for a line of the contact request is plausible: an aside is no first name, a time stands without what
is said around it, and a « oui » about the rest is no leave for the voicemail."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

TO_THE_VOICEMAIL = ["oui", "proche", "par téléphone", "081 22 33 44", "le matin"]
FROM_THERE = ["non", "passer", "passer", "passer", "non"]


def plainly(said: str) -> str:
    return said.replace("\u00a0", " ")


# --- the first name ---


@pytest.mark.parametrize(
    "words",
    [
        "Oh attendez je n'avais pas mes lunettes, c'est 081 22 33 45",
        "Finalement je préfère le soir, au 081 22 33 45",
        "Zut je me suis trompé, c'est le 081 22 33 45",
        "Franchement je sais plus, mettez le 081 22 33 45",
        "Bref je vous redonne le bon, 081 22 33 45",
        "Pardon mon numéro c'est 081 22 33 45",
    ],
)
@pytest.mark.parametrize("until", [5, 10])
async def test_an_aside_in_front_of_a_clause_is_no_first_name(talk: Talk, words: str, until: int) -> None:
    await at(talk, *[*TO_THE_VOICEMAIL, *FROM_THERE][:until])
    await talk.hears(words)
    assert talk.slots.get("contact_name") in {None, "—"}
    assert talk.slots["contact_phone"] == "+3281223345"


@pytest.mark.parametrize(
    "words",
    ["Oh attendez", "Finalement", "Euh attendez voyons", "Franchement", "Zut alors", "Tout compte fait", "Ah pardon"]
)  # fmt: skip
async def test_an_aside_is_no_first_name_where_it_is_asked(talk: Talk, words: str) -> None:
    await at(talk, *TO_THE_VOICEMAIL, "non")
    await talk.hears(words)
    assert talk.slots.get("contact_name") in {None, "—"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Nadia j'habite Jambes, 081 22 33 45", "Nadia"), ("je m'appelle Zinneke, 081 22 33 45", "Zinneke"),
        ("moi c'est Loulou. 081 22 33 45", "Loulou"), ("prénom : Josiane, 081 22 33 45", "Josiane"),
    ],
)  # fmt: skip
async def test_a_name_that_is_introduced_or_known_is_still_taken(talk: Talk, words: str, name: str) -> None:
    await at(talk, *TO_THE_VOICEMAIL)
    await talk.hears(words)
    assert talk.slots["contact_name"] == name


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Finalement l'après-midi, le matin j'ai la kiné. On peut encore le changer ?", "Quand : l'après-midi"),
        ("En fait je préfère le soir", "Quand : le soir"),
        ("Finalement je préfère Nadia comme prénom", "Prénom ou pseudonyme : Nadia"),
        ("le soir c'est mieux pour moi, je peux encore changer ?", "Quand : le soir"),
    ],
)  # fmt: skip
async def test_after_sending_only_what_is_meant_is_changed(talk: Talk, words: str, line: str) -> None:
    await at(talk, *TO_THE_VOICEMAIL, *FROM_THERE, "envoyer")
    said = plainly(await talk.hears(words))
    assert f"{line}\n" in said.replace("Le soir", "le soir")
    assert said.count(" : ") == 1 + said.count("Pour info : ")


# --- the moment ---


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("finalement l'après-midi, le matin j'ai la kiné", "l'après-midi"),
        ("plutôt l'après-midi, le matin je travaille. C'est encore possible ?", "l'après-midi"),
        ("le soir c'est mieux pour moi, je peux encore changer ?", "le soir"),
        ("mettez le soir, ça m'arrange mieux", "le soir"),
        ("changez pour le soir par téléphone svp", "le soir"),
        ("plutôt le soir, pas quand il est là", "le soir, pas quand il est là"),
        ("plutôt l'après-midi, le mercredi j'ai danse", "l'après-midi, le mercredi j'ai danse"),
    ],
)
@pytest.mark.parametrize("until", [6, 10])
async def test_a_time_is_kept_without_what_stands_around_it(talk: Talk, words: str, when: str, until: int) -> None:
    await at(talk, *[*TO_THE_VOICEMAIL, *FROM_THERE][:until])
    await talk.hears(words)
    assert talk.slots["contact_when"] == when


@pytest.mark.parametrize("words", ["le matin", "je répète, le matin, au 081 22 33 45", "le matin au 081 22 33 45"])
@pytest.mark.parametrize("until", [6, 10])
async def test_a_time_that_says_less_does_not_replace_the_one_that_stands(talk: Talk, words: str, until: int) -> None:
    answers = [*TO_THE_VOICEMAIL[:4], "le matin avant 11 heures", *FROM_THERE]
    await at(talk, *answers[:until])
    await talk.hears(words)
    assert talk.slots["contact_when"] == "le matin avant 11 heures"


@pytest.mark.parametrize("until", [5, 6, 10])
async def test_a_time_that_says_more_does(talk: Talk, until: int) -> None:
    await at(talk, *[*TO_THE_VOICEMAIL, *FROM_THERE][:until])
    await talk.hears("oui je suis d'accord, par téléphone au 0475 12 34 33, le matin entre 9h et midi")
    assert talk.slots["contact_when"] == "le matin entre 9h et midi"
    assert talk.slots.get("contact_reference") is None


# --- a « oui » about the rest ---


@pytest.mark.parametrize(
    "words",
    [
        "c'est 081 22 33 45 à la fin, pas 44. Pour le reste oui, je suis d'accord, le matin",
        "oui je suis d'accord, le matin",
        "je confirme, par téléphone, le matin",
        "pour le reste oui",
    ],
)
async def test_a_yes_to_the_rest_is_no_leave_for_the_voicemail(talk: Talk, words: str) -> None:
    await at(talk, *TO_THE_VOICEMAIL)
    await talk.hears(words)
    assert talk.slots.get("contact_voicemail") is None
    assert talk.asked == "contact_voicemail"


@pytest.mark.parametrize(
    "words", ["oui je suis d'accord", "oui, ils peuvent laisser un message", "d'accord", "oui oui"]
)
async def test_a_yes_to_the_voicemail_stays_one(talk: Talk, words: str) -> None:
    await at(talk, *TO_THE_VOICEMAIL)
    await talk.hears(words)
    assert talk.slots["contact_voicemail"] == "yes"


# --- what repeats and agrees, and the reference asked beside ---


@pytest.mark.parametrize(
    "words",
    [
        "voilà oui c'est bien juste, le matin par téléphone",
        "oui c'est exact, par téléphone, le matin",
        "oui envoyez, le matin",
        "Oui c'est exact, envoyez. Et écrivez-moi la référence que je la note",
        "Oui oui envoyez, et redites-moi la référence",
        "c'est juste, envoyez et donnez-moi le code",
    ],
)
@pytest.mark.parametrize("intent", ["out_of_scope", "request_follow_up", "affirm"])
async def test_who_repeats_what_stands_and_agrees_has_it_sent(talk: Talk, words: str, intent: str) -> None:
    await at(talk, *TO_THE_VOICEMAIL, *FROM_THERE)
    await talk.hears(words, intent)
    assert talk.slots.get("contact_reference")
    assert str(talk.slots["contact_reference"]) in talk.said


@pytest.mark.parametrize(
    "words", ["oui c'est juste, le soir par téléphone", "oui mais le matin", "le matin par téléphone"]
)
async def test_what_changes_a_line_or_agrees_to_nothing_sends_nothing(talk: Talk, words: str) -> None:
    await at(talk, *TO_THE_VOICEMAIL, *FROM_THERE)
    await talk.hears(words)
    assert talk.slots.get("contact_reference") is None


async def test_all_found_right_and_ordered_where_the_voicemail_is_asked_is_sent_without_leave_for_it(
    talk: Talk,
) -> None:
    await at(talk, *TO_THE_VOICEMAIL)
    said = await talk.hears("oui c'est exact, envoyez. Et écrivez-moi la référence que je la note")
    assert talk.slots.get("contact_reference")
    assert "Message vocal : Non" in plainly(said)


async def test_the_reference_asked_without_an_order_sends_nothing(talk: Talk) -> None:
    await at(talk, *TO_THE_VOICEMAIL, *FROM_THERE)
    await talk.hears("envoyez-moi la référence d'abord")
    assert talk.slots.get("contact_reference") is None
