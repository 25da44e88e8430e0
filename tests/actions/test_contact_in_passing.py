"""What is said in the middle of the contact request: a pause, an address without its end, a hesitation, a question."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

BY_MAIL = ["oui", "proche", "par e-mail"]
ON_THE_PHONE = ["oui", "proche", "par téléphone", "0475 12 34 33"]


def doubt(score: float) -> dict[str, Any]:
    return {"urgency": {"level": "unsure", "kind": None, "score": score, "reasons": []}}


@pytest.mark.parametrize(
    "words",
    ["oups elle rentre, je dois arrêter là. je continuerai plus tard", "je finirai ça ce soir",
     "on peut s'arrêter là ? ma femme rentre, je continue tantôt", "je termine demain",
     "j'aime mieux réfléchir, on arrête là pour aujourd'hui", "je ferai le reste quand il dort"],
)  # fmt: skip
async def test_who_goes_on_later_is_told_how_long_it_waits(talk: Talk, words: str) -> None:
    await at(talk, *BY_MAIL)
    said = await talk.hears(words, "check_urgency", **doubt(0.33))
    assert "24 heures" in said
    assert talk.slots["paused_form"]


async def test_a_pause_keeps_what_was_given_with_it(talk: Talk) -> None:
    await at(talk, *BY_MAIL)
    await talk.hears("pardon, patrick.k@exemple.be. je dois aller voir un patient, je reprends après")
    assert talk.slots["paused_form"]
    assert talk.slots["contact_email"] == "patrick.k@exemple.be"


async def test_a_question_beside_a_pause_is_answered(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE)
    said = await talk.hears("je termine demain. et si j'ai besoin de parler cette nuit ?", "ask_support_for_me")
    assert "107" in said
    assert "24 heures" in said


async def test_work_that_ends_in_the_evening_is_a_time_and_no_pause(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE)
    await talk.hears("après 18h, je finis le service ce soir et les autres jours à 18h")
    assert not talk.slots.get("paused_form")


@pytest.mark.parametrize(
    "words", ["me revoilà, on peut reprendre ma demande ? vous avez gardé ce que j'avais mis ?", "me revoilà",
              "mon adresse c'est sandrine.dubois@exemple", "et ma demande de tout à l'heure, on peut encore la faire "
              "ou ça sert plus à rien ?", "ah oui pardon sandrine.dubois@exemple.be, et je suis de Gembloux"]
)  # fmt: skip
async def test_a_paused_request_comes_back_at_once(talk: Talk, words: str) -> None:
    await at(talk, *BY_MAIL, "pause")
    await talk.hears(words, "request_follow_up")
    assert talk.followups == ["contact_form"]


@pytest.mark.parametrize("words", ["rue.des.lilas77@gmail", "voisin, par mail. rue.des.lilas77@gmail"])
async def test_of_an_address_without_its_end_it_is_said_what_is_missing(talk: Talk, words: str) -> None:
    await at(talk, *BY_MAIL)
    first = await talk.hears(words)
    assert ".be" in first
    assert "point" in first
    assert await talk.hears(words) != first
    assert talk.asked == "contact_email"


async def test_an_address_begun_with_the_consent_chooses_the_way(talk: Talk) -> None:
    await talk.starts_form("qu’on me recontacte")
    said = await talk.hears("oui je suis le père. mon adresse c'est patrick.k@exemple")
    assert talk.slots["contact_channel"] == "email"
    assert ".be" in said


async def test_who_hesitates_has_agreed_to_nothing(talk: Talk) -> None:
    await talk.starts_form()
    said = await talk.hears("euh oui. enfin non, je sais pas. si je dis oui il se passe quoi exactement ?")
    assert not talk.slots.get("contact_consent")
    assert "Rien ne part avant votre accord" in said


async def test_a_no_that_puts_the_message_right_refuses_nothing(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("comme message mettez que c'est pour mon fils Théo, non attendez mettez pas son prénom")
    assert talk.loop == "contact_form"
    assert "Théo" not in str(talk.slots["contact_message"])


async def test_what_the_machine_is_may_be_asked_and_the_name_is_kept(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE)
    said = await talk.hears("Lina. vs etes une vraie personne au fait ?", "bot_challenge")
    assert "machine" in said
    assert talk.slots["contact_name"] == "Lina"
    assert talk.asked == "contact_when"


async def test_the_voicemail_is_answered_beside_a_new_number(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE, "après 16h")
    await talk.hears("mettez plutôt 0495 61 70 22. et pas de message sur le répondeur, ma femme est pas au courant")
    assert talk.slots["contact_voicemail"] == "no"
    assert talk.slots["contact_phone"] == "+32495617022"


async def test_no_trouble_with_the_voicemail_is_a_yes(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE, "après 16h")
    await talk.hears("Pour le répondeur pas de souci. Ah et c'est 0479 22 81 60 à la fin, je me suis trompé")
    assert talk.slots["contact_voicemail"] == "yes"


async def test_an_ok_that_takes_note_leaves_the_voicemail_open(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE, "après 16h")
    await talk.hears("ok. j'habite Floreffe")
    assert talk.slots.get("contact_voicemail") is None
    assert talk.asked == "contact_voicemail"


@pytest.mark.parametrize("heard", ["check_urgency", "urgent_violence"])
async def test_a_question_of_the_voicemail_rings_no_alarm(talk: Talk, heard: str) -> None:
    await at(talk, *ON_THE_PHONE)
    words = "et si je suis sous une voiture et que je réponds pas, ils vont laisser un message ?"
    said = await talk.hears(words, heard, **doubt(0.63))
    assert not talk.rejected
    assert "message vocal" in said


async def test_plain_danger_beside_a_pause_rings(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE)
    await talk.hears("je continue plus tard, il va me tuer", "urgent_violence", **doubt(0.9))
    assert talk.rejected


async def test_a_mother_who_works_in_the_morning_is_no_worker(talk: Talk) -> None:
    talk.slots["context"] = {"speaker": "relative"}
    await talk.starts_form("qu'on me rappelle plutôt le matin, parce qu'après je travaille")
    assert talk.slots["contact_role"] == "relative"


async def test_who_is_somebodys_cousin_is_not_asked_her_age(talk: Talk) -> None:
    await talk.starts_form("rappelez-moi svp, c'est pour moi, je suis sa cousine")
    assert talk.slots["contact_role"] == "relative"


async def test_what_is_noted_is_never_said_twice_in_the_same_words(talk: Talk) -> None:
    await talk.starts_form()
    said = [await talk.hears(words) for words in ("oui", "j'habite Namur", "moi c'est Zoé", "pas de message vocal")]
    assert len(set(said)) == len(said)


async def test_a_name_and_the_message_in_one_sentence_are_told_apart(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE, "après 16h", "non")
    words = "ok ça va. c'est Kevin, et comme message mettez : je veux quitter le groupe mais j'ai peur des ennuis après"
    await talk.hears(words, "self_concern")
    assert talk.slots["contact_name"] == "Kevin"
    assert str(talk.slots["contact_message"]).startswith("je veux quitter")


async def test_what_is_to_be_added_before_it_is_sent_goes_into_the_message(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE, "après 16h")
    await talk.hears("ajoutez à ma demande que ma femme n'en dort plus", "withdraw_request")
    assert talk.slots["contact_message"] == "ma femme n'en dort plus"
    assert talk.asked == "contact_voicemail"


async def test_an_answer_beside_a_pause_is_kept_and_the_question_is_answered(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE, "après 16h")
    words = (
        "Non pas de message. Je finirai ça ce soir. Juste, votre numéro vert est ouvert jusque quelle heure demain ?"
    )
    said = await talk.hears(words, "check_urgency", calm_intent="ask_green_number", **doubt(0.1))
    assert talk.slots["contact_voicemail"] == "no"
    assert talk.slots["paused_form"]
    assert "Horaires du numéro vert" in said


async def test_a_town_put_right_in_passing_is_the_one_that_is_meant(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE)
    await talk.hears("après 16h. Moi c'est Thierry, j'habite Gembloux, non pardon Sombreffe, on vient de déménager")
    assert talk.slots["contact_commune"] == "Sombreffe"
    assert talk.slots["contact_name"] == "Thierry"


async def test_no_message_leaves_the_other_lines_that_are_told_with_it(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE, "après 16h", "oui", "Thierry", "Namur")
    said = await talk.hears("ok. rien à ajouter comme message, et oui vous pouvez m'écrire ici. plutôt après 17h")
    assert talk.asked == "contact_confirmed"
    assert "après 17h" in said
    assert "Vous écrire ici : Oui" in said
