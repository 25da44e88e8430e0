"""At the read-back: what is added to the message is read back again, and a line is put right in free words."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at
from tests.actions.test_contact_learned import heard


@pytest.mark.parametrize(
    ("words", "added"),
    [
        (
            "ah mince j'ai oublié, on peut ajouter au message que notre mère veut bien venir aussi à l'entretien ?",
            "notre mère veut bien venir aussi à l'entretien",
        ),
        ("ajoutez aussi qu'il a arrêté le foot", "il a arrêté le foot"),
        ("et dites aussi que son père n'est pas au courant", "son père n'est pas au courant"),
        ("vous pouvez mettre aussi que je travaille de nuit ?", "je travaille de nuit"),
        ("je voulais encore dire que ça dure depuis six mois", "ça dure depuis six mois"),
        ("j'ai oublié de dire qu'on a déjà vu un psy svp", "on a déjà vu un psy"),
        ("on peut encore ajouter un truc ? il a vendu sa moto", "il a vendu sa moto"),
        ("Ajoutez à mon message : ma sœur peut venir", "ma sœur peut venir"),
        ("notez que je suis malentendante", "je suis malentendante"),
        ("dites leur que je préfère une femme", "je préfère une femme"),
        ("en fait c'est ma nièce pas ma fille", "en fait c'est ma nièce pas ma fille"),
    ],
)
@pytest.mark.parametrize("intent", ["erase_my_data", "describe_concern", "ask_confidentiality"])
async def test_an_addition_is_put_behind_the_message_and_read_back(
    talk: Talk, words: str, added: str, intent: str
) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears(words, intent)
    assert talk.slots["contact_message"] == f"il a changé\n{added}"
    assert talk.asked == "contact_confirmed"
    assert added in said


async def test_an_addition_beside_an_order_is_never_lost_and_nothing_is_sent_yet(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("et rajoutez que la grand-mère est inquiète aussi, et c'est bon envoyez", "request_contact")
    assert talk.slots["contact_message"] == "il a changé\nla grand-mère est inquiète aussi"
    assert talk.asked == "contact_confirmed"


async def test_an_addition_that_the_model_faintly_doubts_is_one(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    urgency = {"level": "unsure", "kind": None, "score": 0.06, "reasons": []}
    await talk.hears("dites leur aussi qu'il a 17 ans svp", "check_urgency", urgency=urgency, calm_intent="ask_minor")
    assert talk.slots["contact_message"] == "il a changé\nil a 17 ans"


async def test_an_addition_that_would_make_it_too_long_changes_nothing_and_is_told(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears(f"ajoutez que {'je le vois changer ' * 40}", "describe_concern")
    assert "trop long" in said
    assert talk.slots["contact_message"] == "il a changé"


async def test_a_tale_told_at_last_is_for_the_team(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("il a jeté tous ses livres hier", "describe_concern", **heard("tells"))
    assert talk.slots["contact_message"] == "il a changé\nil a jeté tous ses livres hier"
    assert talk.asked == "contact_confirmed"


@pytest.mark.parametrize(
    ("words", "line", "value"),
    [
        ("plutôt l'après-midi finalement", "when", "l'après-midi"),
        ("après 16h ça va pas, mettez le soir", "when", "le soir"),
        ("le matin c'est mieux", "when", "le matin"),
        ("le numéro finit par 57", "phone", "+32475123457"),
        ("c'est Jambes pas Namur", "commune", "Jambes"),
        ("vous pouvez mettre Floreffe comme commune ?", "commune", "Floreffe"),
        ("ne mettez pas la commune finalement", "commune", "—"),
        ("pas de commune en fait", "commune", "—"),
        ("mettez pas mon prénom", "name", "—"),
        ("oui mais sans mon nom", "name", "—"),
        ("vous pouvez enlever mon prénom ?", "name", "—"),
        ("c'est pas le bon prénom, moi c'est Hanne", "name", "Hanne"),
        ("c'est pas Anne c'est Anna", "name", "Anna"),
        ("j'ai changé d'avis pour le répondeur, ils peuvent laisser un message", "voicemail", "yes"),
        ("je préfère qu'on m'écrive ici", "write_here", "yes"),
        ("effacez le message, je le dirai de vive voix", "message", "—"),
    ],
)
@pytest.mark.parametrize("intent", ["withdraw_request", "describe_concern"])
async def test_a_line_put_right_in_free_words_is_read_back_again(
    talk: Talk, words: str, line: str, value: str, intent: str
) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears(words, intent)
    assert talk.slots[f"contact_{line}"] == value
    assert talk.asked == "contact_confirmed"


async def test_the_voicemail_is_taken_out(talk: Talk) -> None:
    await at(talk, *[*BY_PHONE[:5], "oui", *BY_PHONE[6:]])
    await talk.hears("enlevez le message vocal", "erase_my_data")
    assert talk.slots["contact_voicemail"] == "no"


async def test_two_lines_are_taken_out_at_once(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("retirez mon prénom et ma commune svp", "erase_my_data")
    assert (talk.slots["contact_name"], talk.slots["contact_commune"]) == ("—", "—")


async def test_a_part_of_the_message_is_written_anew_and_kept_until_then(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("enlevez le passage sur le groupe", "ask_online")
    assert talk.asked == "contact_message"
    await talk.hears("envoyer")
    assert talk.slots["contact_message"] == "il a changé"


async def test_another_name_is_put_in_the_place_of_the_one_not_wanted(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("mettez pas mon prénom mais Zoé", "request_contact")
    assert talk.slots["contact_name"] != "—"
