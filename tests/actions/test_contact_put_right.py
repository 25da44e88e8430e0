"""Lines put right at any step in people's own words, and several facts in one breath: nothing is lost, nothing is kept
as the message that was not meant as one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

DOUBT: dict[str, Any] = {"urgency": {"level": "unsure", "kind": None, "score": 0.4, "reasons": []}}
FAINT: dict[str, Any] = {"urgency": {"level": "unsure", "kind": None, "score": 0.18, "reasons": []}}
BY_MAIL = ["oui", "proche", "kevin.dlx@gmail.com", "Anne", "Namur"]
PRO = ["oui", "prof", *BY_PHONE[2:]]


@pytest.mark.parametrize(
    "words",
    [
        "Laissez, je reprends : au lieu du courriel prenez le téléphone de ma fille, 0486 55 70 31.",
        "oublie le mail mets 0486557031 c mieux",
        "je préfère qu'on m'appelle en fait, c'est le 0486 55 70 31, si c'est encore possible de changer",
    ],
)
async def test_another_way_where_the_message_is_asked_is_no_message(talk: Talk, words: str) -> None:
    await at(talk, *BY_MAIL)
    assert talk.asked == "contact_message"
    await talk.hears(words)
    assert (talk.slots["contact_channel"], talk.slots["contact_phone"]) == ("phone", "+32486557031")
    assert talk.slots.get("contact_message") is None
    assert talk.asked == "contact_message"


@pytest.mark.parametrize(
    "words", ["ah zut non mettez plutôt ici, dans ce machin, pas de mail", "ni tel ni mail, juste par cette appli"]
)
@pytest.mark.parametrize("answers", [["oui", "proche"], ["oui", "proche", "mail"]])
async def test_the_way_that_is_refused_is_never_the_one_that_is_taken(
    talk: Talk, answers: list[str], words: str
) -> None:
    await at(talk, *answers)
    await talk.hears(words)
    assert talk.slots["contact_channel"] == "chat"


@pytest.mark.parametrize(
    "words",
    [
        "mais je suis pas professionnel moi, je bosse en resto. c'est ma frangine", "jsuis son frere pas un pro",
        "Il est écrit professionnel, or je suis le père.", "Pas professionnelle. Mère.", "proche du coup",
        "heu ya une erreur je crois, moi c'est un copain, pas un boulot", "je suis la voisine, pas une éducatrice",
    ],
)  # fmt: skip
async def test_who_writes_is_put_right_at_the_read_back(talk: Talk, words: str) -> None:
    await at(talk, *PRO)
    assert talk.slots["contact_role"] == "professional"
    assert "Un proche" in await talk.hears(words)


@pytest.mark.parametrize(
    ("words", "town"),
    [
        ("Ma commune n'est pas « entre Ciney », voyons, c'est Assesse.", "Assesse"),
        ("pas ciney. dinant", "Dinant"),
        ("là où vous mettez Namur, ce n'est pas tout à fait ça, moi c'est Profondeville", "Profondeville"),
        ("juste Dinant, sans le reste de la phrase", "Dinant"),
        ("la ligne de la commune est fausse, je suis d'Yvoir", "Yvoir"),
    ],
)
async def test_a_town_is_put_right_at_the_read_back(talk: Talk, words: str, town: str) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears(words, "affirm")
    assert talk.slots["contact_commune"] == town


@pytest.mark.parametrize(
    "words",
    ["le message vocal si, je vous ai dit oui !", "t'as mis non au vocal alors que c'est ok",
     "Pardon, le message sur le répondeur, j'avais dit que vous pouviez."],
)  # fmt: skip
async def test_the_machine_is_put_right_at_the_read_back(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE)
    assert "Voici votre demande" in await talk.hears(words, "affirm")
    assert talk.slots["contact_voicemail"] == "yes"


@pytest.mark.parametrize(
    "words", ["le moyen pour me joindre", "la façon de me contacter", "vous joindre, pas la conversation"]
)
async def test_the_way_is_a_line_that_can_be_named(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE)
    await talk.taps("Modifier")
    assert "Comment peut-on vous joindre" in await talk.hears(words)


@pytest.mark.parametrize(
    "words",
    ["pfff nan laisse. pause", "stop on verra dmain", "Mettons cela de côté pour l'instant, voulez-vous.",
     "Je peux repasser demain pour le reste ? j'ai une réunion là",
     "on sonne, gardez-moi ça au chaud, je complète après"],
)  # fmt: skip
@pytest.mark.parametrize("size", [8, 10])
async def test_a_pause_is_a_pause_however_it_is_said(talk: Talk, size: int, words: str) -> None:
    await at(talk, *BY_PHONE[:size])
    assert "24 heures" in await talk.hears(words, "out_of_scope")
    assert talk.loop is None
    assert talk.slots["contact_phone"] == "+32475123433"


@pytest.mark.parametrize(
    "words",
    ["je peux finir ce soir ?", "très bien. là je dois retourner au boulot, je peux finir ce soir ?",
     "on peut pas continuer demain ?", "c'est possible de terminer plus tard ?"],
)  # fmt: skip
async def test_to_finish_the_request_later_is_no_wish_to_die(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:7])
    heard = {"level": "urgent", "kind": "suicide", "score": 0.72}
    assert "de côté" in await talk.hears(words, "urgent_suicide", urgency=heard)
    assert (talk.loop, bool(talk.slots["paused_form"])) == (None, True)


async def test_a_pause_that_the_model_faintly_doubts_is_a_pause(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:8])
    await talk.hears("Je peux repasser demain pour le reste ? j'ai une réunion là", "check_urgency", **FAINT)
    assert not talk.rejected
    assert (talk.loop, talk.slots.get("contact_message")) == (None, None)


async def test_who_wants_a_voice_is_given_the_numbers_and_loses_nothing(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears("NON. Je renonce au formulaire, y a-t-il une dame au bout du fil ?", "talk_to_human")
    assert "0800 111 72" in said
    assert talk.slots["contact_phone"] == "+32475123433"


@pytest.mark.parametrize(
    ("words", "name", "town"),
    [
        ("Bon, Sabrina ! et Jambes pour la commune", "Sabrina", "Jambes"),
        ("Caro. Fosses-la-Ville", "Caro", "Fosses-la-Ville"),
        ("met pas mon vrai nom. Tiens, Zinneke", "Zinneke", None),
        ("pas besoin de prénom", "—", None),
    ],
)
async def test_a_name_and_a_town_in_a_sentence_are_taken(talk: Talk, words: str, name: str, town: str | None) -> None:
    await at(talk, *BY_PHONE[:6])
    await talk.hears(words, "ask_confidentiality")
    assert (talk.slots["contact_name"], talk.slots.get("contact_commune")) == (name, town)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("mon gsm c'est zéro quatre cent septante-cinq, quarante-deux, dix-huit, nonante-trois mais pas après 16h",
         "pas après 16h"),
        ("AMO : 081 30 41 12, demander Sabrina. Je suis là du mardi au jeudi, 9h-17h", "du mardi au jeudi, 9h-17h"),
        ("tel 0493 20 11 76, demander Julie, dispo mardi jeudi", "dispo mardi jeudi"),
    ],
)  # fmt: skip
async def test_number_and_hours_in_one_line_are_both_taken_whatever_the_model_doubts(
    talk: Talk, words: str, when: str
) -> None:
    await at(talk, "oui", "prof")
    await talk.hears(words, "check_urgency", **DOUBT)
    assert when in talk.slots["contact_when"]
    assert talk.asked == "contact_voicemail"


@pytest.mark.parametrize(("score", "rings"), [(0.4, False), (0.7, True)])
async def test_an_alarm_about_coordinates_rings_only_where_the_model_is_nearly_sure(
    talk: Talk, score: float, rings: bool
) -> None:
    await at(talk, "oui", "prof")
    urgency = {"level": "urgent", "kind": "attack", "score": score, "reasons": []}
    await talk.hears("le fixe de l'AMO 081 30 41 12, demander Sabrina", "urgent_attack", urgency=urgency)
    assert talk.rejected is rings


@pytest.mark.parametrize("words", ["081 30 41 12 il va me tuer", "0470 12 34 56, je veux mourir ce soir"])
async def test_plain_danger_beside_a_number_rings(talk: Talk, words: str) -> None:
    await at(talk, "oui", "prof")
    await talk.hears(words, "check_urgency", **FAINT)
    assert talk.rejected


async def test_whether_the_other_is_told_is_answered_before_the_yes(talk: Talk) -> None:
    await talk.starts_form()
    said = await talk.hears("D'accord, mais avant : est-ce que vous prévenez le résident ?", "ask_minor")
    assert "je n’appelle personne" in said
    assert talk.asked == "contact_consent"


async def test_before_that_is_no_time_and_agrees_to_nothing(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("avant ça, c'est quoi le SAJ exactement ?", "ask_referral")
    assert (talk.slots.get("contact_consent"), talk.slots.get("contact_when")) == (None, None)


async def test_initials_are_a_name_whatever_language_they_are_taken_for(talk: Talk) -> None:
    await at(talk, *PRO[:6])
    await talk.hears("M. L., professeur", "other_language")
    assert talk.asked == "contact_commune"


async def test_who_writes_is_put_right_where_the_town_is_asked(talk: Talk) -> None:
    await at(talk, *PRO[:7])
    await talk.hears("mais je suis pas professionnel moi, je bosse en resto. c'est ma frangine")
    assert talk.slots["contact_role"] == "relative"
    assert talk.slots.get("contact_commune") is None


async def test_a_time_told_before_the_number_is_not_asked_again(talk: Talk) -> None:
    await at(talk, "oui", "proche", "bon le tel. mais pas avant 17h, jsuis sur chantier", "0470 11 22 33")
    assert (talk.slots["contact_when"], talk.asked) == ("pas avant 17h", "contact_voicemail")


@pytest.mark.parametrize(
    "words", ["ouais mais pas trop long j'ai un vieux répondeur", "C'est possible, en restant bref."]
)
async def test_a_short_message_is_a_yes(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:5])
    await talk.hears(words)
    assert talk.slots["contact_voicemail"] == "yes"


async def test_a_no_about_the_hour_is_no_age(talk: Talk) -> None:
    await at(talk, "oui", "moi")
    await talk.hears("non mais le matin après 9h elle est à l'école")
    assert (talk.slots.get("contact_adult"), talk.asked) == (None, "contact_adult")
    await talk.hears("17 dans 2 mois")
    assert talk.slots["contact_adult"] == "no"


async def test_a_minor_who_writes_of_a_brother_is_a_relative_and_a_minor(talk: Talk) -> None:
    await at(talk, "oui", "moi", "15 ans", "ici")
    await talk.hears("c pas moi c mon grand frere il a 19 ans il crie tout le temps", "describe_concern")
    assert (talk.slots["contact_role"], talk.slots["contact_adult"]) == ("relative", "no")


@pytest.mark.parametrize(
    ("answers", "words", "field", "value"),
    [
        ([], "c'est pour moi, j'ai 22 ans", "adult", "yes"),
        (BY_PHONE[:6], "Sabrina, je l'ai déjà dit ;)", "name", "Sabrina"),
    ],
)
async def test_a_faint_doubt_about_an_answer_is_no_question_about_danger(
    talk: Talk, answers: list[str], words: str, field: str, value: str
) -> None:
    await at(talk, *answers)
    await talk.hears(words, "check_urgency", **FAINT)
    assert not talk.rejected
    assert talk.slots[f"contact_{field}"] == value


async def test_a_shared_computer_is_answered_and_the_question_stands(talk: Talk) -> None:
    await at(talk, "oui")
    said = await talk.hears("chui au centre daccueil d namur, ya un pc partagé", "check_urgency", **FAINT)
    assert "/effacer" in said
    assert talk.asked == "contact_role"


async def test_what_was_given_is_there_after_a_no_to_the_danger_question(talk: Talk) -> None:
    await at(talk, "oui", "prof")
    await talk.runs("validate_contact_form")
    talk._message("mon fixe 081 30 41 12, il dit que tout est fini le mardi", "check_urgency", None, DOUBT)
    await talk.runs("action_check_urgency")
    assert talk.slots["calm_reading"]["fields"]["phone"] == "+3281304112"
    await talk.meets("action_after_urgent", "", "danger_no")
    assert talk.slots["contact_phone"] == "+3281304112"


@pytest.mark.parametrize("words", ["et si je change d'avis demain", "si je ve plus apré on fait coman"])
async def test_who_wonders_whether_it_can_be_undone_is_answered(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:4])
    assert "changer d’avis" in await talk.hears(words, "out_of_scope")
    assert (talk.slots.get("contact_when"), talk.asked) == (None, "contact_when")


async def test_for_oneself_as_a_worker_is_a_worker(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears("c'est pour moi, coach du club")
    assert talk.slots["contact_role"] == "professional"


async def test_who_gives_the_message_where_the_name_is_asked_is_not_asked_for_it_again(talk: Talk) -> None:
    await at(talk, *BY_PHONE[: BY_PHONE.index("Anne")])
    await talk.hears("pour le message mettez juste : il ne nous parle plus et je voudrais un conseil")
    assert "il ne nous parle plus" in talk.slots["contact_message"]
    assert talk.asked == "contact_write_here"


async def test_a_message_said_to_be_one_is_no_name(talk: Talk) -> None:
    await at(talk, *BY_PHONE[: BY_PHONE.index("Anne")])
    await talk.hears("Comme message : besoin d'un avis, sans donner de nom pour l'instant.")
    assert talk.slots.get("contact_name") in {None, "—"}


async def test_a_town_where_the_name_is_asked_is_the_town(talk: Talk) -> None:
    await at(talk, *BY_PHONE[: BY_PHONE.index("Anne")])
    await talk.hears("Salzinnes")
    assert talk.slots["contact_commune"] == "Salzinnes"
    assert talk.asked == "contact_message"


async def test_a_story_where_the_name_is_asked_is_the_message(talk: Talk) -> None:
    await at(talk, *BY_PHONE[: BY_PHONE.index("Anne")])
    story = "y a un jeune au troisième qui reçoit du monde et on entend des chants contre les juifs dans le hall"
    await talk.hears(story, "describe_concern")
    assert talk.slots["contact_message"] == story
    assert talk.asked == "contact_write_here"


async def test_who_says_early_that_they_stay_anonymous_is_asked_no_name(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears("je suis juste un voisin. ici dans le chat, et je préfère rester anonyme")
    assert talk.asked == "contact_commune"


async def test_a_question_without_its_mark_is_not_kept_as_the_message(talk: Talk) -> None:
    await at(talk, *BY_PHONE[: BY_PHONE.index("il a changé")])
    await talk.hears("et mes parents ils vont être prévenus ou pas", "ask_minor")
    assert not talk.slots.get("contact_message")
