"""What a turn does in the contact request as learned (`in_form`), where the word lists are silent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

HESITATION = "Rien n’est encore envoyé"


def heard(name: str, sure: float = 0.9, *parts: tuple[str, str], score: float | None = None) -> dict[str, Any]:
    """The parse of a turn with that reading; `parts`: (sentence, its reading); `score`: of a danger that is doubted."""
    each = [{"text": text, "name": reading, "confidence": sure} for text, reading in parts]
    parse: dict[str, Any] = {"in_context": {"in_form": {"name": name, "confidence": sure, "parts": each}}}
    if score is not None:
        parse["urgency"] = {"level": "unsure", "kind": None, "score": score, "reasons": []}
    return parse


@pytest.mark.parametrize("asked", [4, 6, 8])
async def test_a_pause_in_any_words_keeps_the_request(talk: Talk, asked: int) -> None:
    await at(talk, *BY_PHONE[:asked])
    said = await talk.hears("ola client qui arrive, jle fais tantot", **heard("pause"))
    assert "24 heures" in said
    assert talk.slots["paused_form"]
    assert talk.slots["contact_message"] is None if "contact_message" in talk.slots else True


async def test_a_pause_that_is_hardly_heard_is_none(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:6])
    await talk.hears("ola client qui arrive, jle fais tantot", **heard("pause", 0.3))
    assert talk.loop == "contact_form"


async def test_who_gives_up_in_other_words_loses_nothing_unless_plainly_said(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:6])
    await talk.hears("bof j'aurais jamais dû commencer", **heard("cancel"))
    assert talk.slots["paused_form"]
    assert talk.slots["contact_phone"] == "+32475123433"
    assert "Abandonner" in talk.titles


async def test_who_gives_up_at_the_read_back_is_asked_what_is_meant(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears("nan. poubelle. j'ai rien demandé", **heard("cancel"))
    assert "je ne l’envoie pas" in said
    assert talk.loop == "contact_form"


async def test_a_question_without_its_mark_is_answered_and_the_form_asks_again(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:8])
    said = await talk.hears("les mots que je tape là, ça coûte combien", "ask_caprev", **heard("question"))
    assert "gratuit" in said
    assert talk.asked == "contact_message"
    assert talk.slots.get("contact_message") is None


async def test_a_question_behind_an_answer_is_answered_and_the_answer_kept(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:4])
    parts = (("le soir", "answer"), ("ça coûte combien", "question"))
    said = await talk.hears("le soir. ça coûte combien", "ask_caprev", **heard("question", 0.9, *parts))
    assert "gratuit" in said
    assert talk.slots["contact_when"] == "le soir"
    assert talk.asked == "contact_voicemail"


async def test_a_question_behind_a_number_is_answered_and_the_number_kept(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:3])
    text = "0471 23 45 67 mais attendez ils vont pas le dire à l'école"
    parts = (("0471 23 45 67", "answer"), ("mais attendez ils vont pas le dire à l'école", "question"))
    said = await talk.hears(text, "ask_confidentiality", **heard("answer", 0.9, *parts))
    assert "confidentiel" in said
    assert talk.slots["contact_phone"] == "+32471234567"
    assert talk.slots.get("contact_when") is None
    assert talk.asked == "contact_when"


async def test_a_question_behind_a_tale_is_answered_and_the_tale_is_the_message(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:8])
    tale, asked = "il filme les clients et il en rigole", "ça coûte combien votre aide"
    parts = ((tale, "tells"), (asked, "question"))
    said = await talk.hears(f"{tale}. {asked}", "ask_caprev", **heard("tells", 0.9, *parts))
    assert "gratuit" in said
    assert tale in talk.slots["contact_message"]


@pytest.mark.parametrize(("asked", "word"), [(0, "trahir"), (2, "choisir"), (8, "de vive voix"), (10, HESITATION)])
async def test_who_hesitates_gets_a_kind_word_and_the_question_again(talk: Talk, asked: int, word: str) -> None:
    await at(talk, *BY_PHONE[:asked])
    before = talk.asked
    said = await talk.hears("pfff je me sens mal de faire ça", **heard("hesitates"))
    assert word in said
    assert talk.asked == before
    assert talk.loop == "contact_form"


async def test_a_complaint_is_told_what_the_questions_are_for(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:7])
    said = await talk.hears("et ma pointure tant qu'on y est", **heard("complaint"))
    assert "ne sont pas obligatoires" in said
    assert talk.asked == "contact_commune"


@pytest.mark.parametrize("words", ["le foyer est secret, joker", "je passe mon tour là-dessus"])
async def test_what_need_not_be_said_is_left_out_in_any_words(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:7])
    await talk.hears(words, **heard("skip"))
    assert talk.slots["contact_commune"] == "—"


async def test_what_was_noted_is_read_again_and_nothing_is_left(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:6])
    said = await talk.hears("vous avez mis quoi pour les jours", "request_follow_up", **heard("reread"))
    assert "après 16h" in said
    assert talk.asked == "contact_name"


async def test_an_order_to_send_that_is_only_learned_sends_nothing(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears("allez zou", "affirm", **heard("send", 0.99))
    assert "oui clair" in said
    assert talk.asked == "contact_confirmed"
    assert not talk.slots.get("contact_reference")


@pytest.mark.parametrize(
    ("words", "name", "value"), [("ça m'arrange bien", "agrees", "yes"), ("bof non quoi", "declines", "no")]
)
async def test_yes_and_no_in_other_words_answer_a_question_of_yes_or_no(
    talk: Talk, words: str, name: str, value: str
) -> None:
    await at(talk, *BY_PHONE[:9])
    await talk.hears(words, **heard(name))
    assert talk.slots["contact_write_here"] == value


async def test_no_writing_here_in_phone_spelling(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:9])
    await talk.hears("nn mecrivé pa ici", "deny", **heard("skip"))
    assert talk.slots["contact_write_here"] == "no"


async def test_a_sure_no_by_itself_answers_too(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:5])
    await talk.hears("jamais de la vie", "deny")
    assert talk.slots["contact_voicemail"] == "no"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ah et finalement pas lundi je travaille, mardi matin plutôt. et pas de message vocal", "mardi matin"),
        ("non pas de message. et plutôt le jeudi après 17h en fait", "le jeudi après 17h"),
    ],
)  # fmt: skip
async def test_an_earlier_line_that_is_put_right_is_said_back(talk: Talk, words: str, told: str) -> None:
    await at(talk, *BY_PHONE[:5])
    said = await talk.hears(words, **heard("answer"))
    assert "C’est noté\u00a0:" in said
    assert told in said
    assert told in talk.slots["contact_when"]
    assert talk.slots["contact_voicemail"] == "no"


async def test_several_lines_that_are_put_right_are_all_said_back(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:7])
    said = await talk.hears("en fait mettez plutôt 0495 61 70 22, et plutôt le matin")
    assert "0495 61 70 22" in said
    assert "le matin" in said


async def test_a_correction_that_puts_nothing_in_its_place_stands_beside_the_time_that_was_given(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:6])
    said = await talk.hears("ah non mercredi j'ai danse", "deny", **heard("answer"))
    assert "après 16h" in talk.slots["contact_when"]
    assert "mercredi j'ai danse" in talk.slots["contact_when"]
    assert "mercredi j'ai danse" in said
    assert talk.asked == "contact_name"


async def test_a_later_time_leaves_the_wish_about_the_telephone(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:4])
    await talk.hears("l'après-midi, et dites que c'est le garage")
    await talk.hears("non")
    await talk.hears("en fait plutôt le matin", **heard("answer"))
    assert talk.slots["contact_when"] == "le matin"
    assert "garage" in talk.slots["contact_tries"]["to_say"]


async def test_a_correction_where_the_model_doubts_is_said_back_and_asks_about_no_danger(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:5])
    words = "et finalement mardi matin plutôt. et pas de message sur le répondeur, mon fils écoute tout"
    said = await talk.hears(words, "check_urgency", **heard("answer", 0.8, score=0.18))
    assert not talk.rejected
    assert "mardi matin" in said


async def test_what_was_put_right_in_a_doubted_message_is_said_back_after_the_no(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:5])
    words = "finalement mardi matin plutôt. et pas de message sur le répondeur"
    parse = heard("answer", 0.1, score=0.4)
    await talk.meets("action_check_urgency", words, "check_urgency", **parse)
    await talk.meets("action_after_urgent", "non personne", "danger_no")
    talk.loop = None
    await talk._form()
    assert "mardi matin" in talk.said
    assert talk.slots["contact_voicemail"] == "no"


async def test_a_doubt_does_not_ask_about_danger_where_the_turn_plainly_belongs_to_the_form(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:7])
    await talk.hears("le foyer est à adresse cachée", "check_urgency", **heard("skip", 0.8, score=0.08))
    assert not talk.rejected
    assert talk.slots["contact_commune"] == "—"


@pytest.mark.parametrize(
    ("name", "sure", "score", "words"),
    [("skip", 0.8, 0.4, "le foyer est à adresse cachée"), ("skip", 0.46, 0.08, "le foyer est à adresse cachée"),
     ("answer", 0.9, 0.1, "il va se faire exploser demain"), ("tells", 0.9, 0.05, "son bus part à 21h")],
)  # fmt: skip
async def test_a_stronger_doubt_a_readable_danger_or_an_unsure_reading_still_leaves_the_form(
    talk: Talk, name: str, sure: float, score: float, words: str
) -> None:
    await at(talk, *BY_PHONE[:8])
    await talk.hears(words, "check_urgency", **heard(name, sure, score=score))
    assert talk.rejected


async def test_a_question_cancels_nothing(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:6])
    await talk.meets(
        "action_check_urgency", "il parle d'un grand jour", "check_urgency", **heard("tells", 0.2, score=0.3)
    )
    for action in ("action_respond", "action_withdraw"):
        said = await talk.meets(action, "on peut pas continuer demain ?", "withdraw_request")
        assert "reste de côté" in said
        assert talk.slots["contact_phone"] == "+32475123433"
        assert talk.slots["paused_form"]


async def test_who_comes_back_in_other_words_goes_on_and_what_is_told_with_it_is_taken(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:8])
    await talk.hears("pause")
    told = "donc il filme les clients et il en rigole"
    parse = heard("tells", 0.9, ("jsuis là", "resume"), (told, "tells"))
    await talk.meets("action_respond", f"jsuis là. {told}", "describe_concern", **parse)
    assert "contact_form" in talk.followups
    await talk._form()
    assert talk.slots["contact_message"] == told
    assert talk.asked == "contact_write_here"


@pytest.mark.parametrize(
    ("words", "value"),
    [("16. ça fait quoi si jsuis pas majeur", "no"), ("dans 3 mois", "no"), ("51 au compteur", "yes")],
)
async def test_an_age_in_front_says_whether_somebody_is_of_age(talk: Talk, words: str, value: str) -> None:
    await at(talk, "oui", "moi")
    await talk.hears(words, "ask_minor", **heard("answer"))
    assert talk.slots["contact_adult"] == value


async def test_words_that_agree_say_nothing_of_who_writes(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears("alors c'est bon pour moi", "affirm")
    assert "18 ans" not in said
    assert "est enregistrée" in said


async def test_while_an_alarm_is_open_no_learned_reading_of_the_form_calms_a_doubt(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:7])
    talk.slots["urgent"] = {"kind": "danger", "hint": None, "said": 1}
    await talk.hears("le foyer est à adresse cachée", "check_urgency", **heard("skip", 0.8, score=0.08))
    assert talk.rejected


async def test_a_question_gives_no_consent_however_it_sounds(talk: Talk) -> None:
    await talk.starts_form("je voudrais qu'on me rappelle")
    sure = {"name": "ask_confidentiality", "confidence": 0.92}
    talk._message(
        "d'abord dites moi qui va lire ça", "ask_confidentiality", None, {**heard("agrees", 0.79), "intent": sure}
    )
    await talk._form()
    assert talk.slots.get("contact_consent") is None
