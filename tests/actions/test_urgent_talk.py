"""After the first urgent answer: each kind of danger keeps its own numbers, and people's own words are understood."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_urgent import urgent


def payloads(talk: Talk) -> set[str]:
    return {button["payload"] for reply in talk.replies for button in reply.get("buttons") or []}


async def unsure(talk: Talk, text: str, **parse: object) -> str:
    talk._message(text, "check_urgency", None, {"urgency": {"level": "unsure", "kind": None}, **parse})
    return await talk.runs("action_check_urgency")


async def test_after_suicide_words_a_no_speaks_of_suicide(talk: Talk) -> None:
    await urgent(talk, "urgent_suicide", "je veux mourir")
    said = await talk.hears("non", "deny")
    assert "0800 32 123" in said
    assert "101" not in said


async def test_nobody_loves_me_after_suicide_words_is_no_question_of_ideas(talk: Talk) -> None:
    await urgent(talk, "urgent_suicide", "je veux mourir")
    said = await talk.hears("personne m'aime", "self_concern")
    assert "0800 32 123" in said
    assert "délit" not in said


async def test_pills_give_the_poison_centre_and_a_yes_closes_nothing(talk: Talk) -> None:
    said = await urgent(talk, "urgent_suicide", "j'ai pris des cachets")
    assert "070 245 245" in said
    assert "sans quelqu’un" in said
    said = await talk.hears("oui", "affirm")
    assert "070 245 245" in said
    assert "112" in said
    assert talk.slots["awaiting"] == "safety"


async def test_pills_told_after_the_first_answer_bring_their_own_numbers(talk: Talk) -> None:
    await urgent(talk, "urgent_suicide", "je veux mourir")
    assert "070 245 245" in await urgent(talk, "urgent_suicide", "j'ai avalé toute la boite")


@pytest.mark.parametrize("kind", ["urgent_danger", "urgent_departure", "urgent_attack"])
async def test_a_missing_child_gets_child_focus(talk: Talk, kind: str) -> None:
    said = await urgent(talk, kind, "ma fille a pas dormi a la maison depuis hier elle a 15 ans")
    assert "116 000" in said
    assert "Éloignez-vous" not in said


async def test_while_a_child_is_missing_what_to_do_meanwhile_is_said(talk: Talk) -> None:
    await urgent(talk, "urgent_departure", "ma fille de 15 ans n'est pas rentrée")
    assert "116 000" in await talk.hears("j'ai deja appelé la police ils font rien", "out_of_scope")
    said = await talk.hears("je fais quoi en attendant", "out_of_scope")
    assert "messages" in said
    await talk.hears("elle est rentrée", "out_of_scope")
    assert talk.slots["urgent"] is None


async def test_a_missing_adult_is_no_missing_child(talk: Talk) -> None:
    said = await urgent(talk, "urgent_danger", "mon fils de 30 ans n'est pas rentré")
    assert "Un enfant a disparu" not in said


async def test_talk_of_dying_as_a_martyr_also_gets_the_police(talk: Talk) -> None:
    said = await urgent(talk, "urgent_suicide", "il parle tout le temps de mourir en martyr")
    assert "\n101" in said
    assert "vous portez" not in said


async def test_who_fears_their_own_hands_is_told_to_step_away(talk: Talk) -> None:
    said = await urgent(talk, "urgent_attack", "je vais le planter")
    assert "Éloignez-vous" in said
    assert "107" in said


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        ("je ne peux pas appeler la police sur mon fils", "ask_police", "after_cannot_call"),
        ("je peux pas faire ça à mon fils", "describe_concern", "after_cannot_call"),
        ("je ne veux pas le dénoncer", "ask_police", "after_cannot_call"),
        ("si j'appelle il va me détester", "ask_confidentiality", "after_cannot_call"),
        ("j'ai appelé ils vont venir", "out_of_scope", "after_have_called"),
        ("c'est bon la police est la", "out_of_scope", "after_police_there"),
        ("le danger est passé", "out_of_scope", "after_safe"),
        ("à l'abri maintenant", "out_of_scope", "after_safe"),
        ("oui je suis a l'abri", "affirm", "after_safe"),
        ("mdr c'est une blague", "out_of_scope", "after_false_alarm"),
        ("nan jrigole", "deny", "after_false_alarm"),
        ("vous appelez pour moi svp", "request_contact", "after_call_for_me"),
        ("appelez les vous", "talk_to_human", "after_call_for_me"),
        ("c'est pas une blague", "deny", "after_not_safe"),
        ("j'ai pas encore appelé", "deny", "after_not_safe"),
        ("et la police ?", "ask_police", "after_police"),
        ("et si il se venge sur moi", "ask_support_for_me", None),
        ("il a dit des choses bizarres hier", "describe_concern", "after_more"),
        ("blorp", "nlu_fallback", "after_more"),
    ],
)
async def test_people_answer_in_their_own_words(talk: Talk, words: str, intent: str, answer: str | None) -> None:
    await urgent(talk)
    said = await talk.hears(words, intent)
    assert "112" in said
    assert "101" in said
    if answer:
        assert answer in talk.slots["given"]


@pytest.mark.parametrize("words", ["oui on est en securité", "oui je suis en sécurité", "le danger est passé"])
@pytest.mark.parametrize("kind", ["urgent_danger", "urgent_suicide", "urgent_departure"])
async def test_safe_is_safe_even_where_the_reading_is_urgent_or_unsure(talk: Talk, words: str, kind: str) -> None:
    await urgent(talk, kind, "ma fille veut partir demain")
    await urgent(talk, kind, words)
    assert "after_safe" in talk.slots["given"]
    await urgent(talk, kind, "il a pris un couteau il arrive")
    await unsure(talk, words)
    assert talk.slots["given"]["after_safe"] == 2


@pytest.mark.parametrize(
    "words", ["oui il va le faire ce soir", "ça va péter", "ça va mal finir", "oui il a un couteau"]
)
async def test_a_yes_in_a_sentence_of_danger_lowers_nothing(talk: Talk, words: str) -> None:
    await urgent(talk)
    await urgent(talk, "urgent_attack", words)
    assert "after_safe" not in (talk.slots.get("given") or {})
    assert not talk.slots["urgent"].get("calm")


async def test_the_reminder_is_no_question_that_a_yes_could_answer(talk: Talk) -> None:
    await urgent(talk)
    said = await talk.hears("le caprev fait quoi ?", "ask_caprev")
    assert "112" in said
    assert not said.rstrip().endswith("?")


async def test_an_old_question_about_danger_does_not_stay_armed(talk: Talk) -> None:
    await unsure(talk, "je suis le papa", calm_intent="describe_concern")
    await talk.hears("comment lui parler ?", "ask_how_to_talk")
    said = await talk.hears("oui", "affirm")
    assert "Merci de me l’avoir dit" not in said
    assert not talk.slots.get("urgent")


async def test_a_no_to_the_question_carries_on_with_what_was_said(talk: Talk) -> None:
    await unsure(talk, "il arrive il crie", calm_intent="ask_religion", calm_confidence=0.3)
    said = await talk.hears("non", "deny")
    assert "Pratiquer" not in said
    assert "inquiète" in said
    assert "107" in said


@pytest.mark.parametrize("words", ["ce n'est pas immédiat", "c'est pas urgent", "c'était hier", "mdr non"])
async def test_a_no_can_be_said_in_other_words(talk: Talk, words: str) -> None:
    await unsure(talk, "il dit des choses", calm_intent="describe_concern")
    await talk.hears(words, "out_of_scope")
    assert talk.slots["awaiting"] != "danger_check"
    assert not talk.slots.get("urgent")


@pytest.mark.parametrize("words", ["c'est pas une blague", "oui aidez moi", "je crois oui"])
async def test_a_yes_can_be_said_in_other_words(talk: Talk, words: str) -> None:
    await unsure(talk, "il va faire un truc", calm_intent="describe_concern")
    await talk.hears(words, "deny")
    assert talk.slots["urgent"]["over"] is False


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("je suis en sécurité", "after_safe"), ("j'ai appelé la police", "after_have_called"),
        ("c'est une fausse alerte", "after_false_alarm"),
    ],
)  # fmt: skip
async def test_words_of_the_urgent_talk_mean_the_same_out_of_the_blue(talk: Talk, words: str, answer: str) -> None:
    await talk.hears(words, "ask_namur_securite_prevention")
    assert answer in talk.slots["given"]


async def test_a_child_is_asked_in_a_childs_words_when_it_is_unsure(talk: Talk) -> None:
    said = await unsure(talk, "j'ai 11 ans et papa il me montre des videos", calm_intent="self_concern")
    assert "103" in said
    assert "tu es en sécurité" in said
    await talk.hears("non", "deny")
    assert talk.slots["urgent"]["hint"] == "child"


async def test_a_child_who_is_back_is_no_false_alarm(talk: Talk) -> None:
    await urgent(talk, "urgent_departure", "ma fille de 15 ans n'est pas rentrée")
    assert "soulagement" in await talk.hears("elle est rentrée", "out_of_scope")


async def test_better_later_on_is_heard_too(talk: Talk) -> None:
    await urgent(talk)
    await talk.hears("c'est bon la police est là", "ask_police")
    await talk.hears("ça va mieux", "out_of_scope")
    assert "after_safe" in talk.slots["given"]


async def test_a_child_in_danger_is_spoken_to_as_a_child_all_along(talk: Talk) -> None:
    said = await urgent(talk, "urgent_danger", "j'ai 10 ans et mon papa il me tape")
    assert all(number in said for number in ("112", "103", "107"))
    for words, intent in (("non", "deny"), ("j'ai peur d'appeler", "deny"), ("il crie", "describe_concern")):
        said = await talk.hears(words, intent)
        assert "103" in said or "112" in said
        assert "vous" not in said.lower()


async def test_the_guidance_that_stepped_aside_can_be_taken_up_or_dropped(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    await talk.hears("ses idées", "describe_concern")
    await urgent(talk)
    talk._message("", "false_alarm", None, {})
    await talk.runs("action_after_urgent")
    assert "/start_guidance" in payloads(talk)
    said = await talk.taps("Reprendre")
    assert "Depuis quand" in said
    await urgent(talk)
    talk._message("", "false_alarm", None, {})
    await talk.runs("action_after_urgent")
    await talk.taps("Laisser")
    assert talk.slots["guidance"] is None


async def test_the_guidance_asks_once_more_when_a_yes_says_nothing(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    said = await talk.hears("oui", "affirm")
    assert "avec vos mots" in said
    assert talk.slots["guidance"] == []
    await talk.hears("oui", "affirm")
    assert talk.slots["guidance"] == [None]


async def test_the_end_of_the_guidance_has_numbers_for_day_and_night(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    for words in ("ses relations", "des mois", "plus du tout", "oui, souvent", "je suis seul"):
        said = await talk.hears(words, "describe_concern")
    assert all(number in said for number in ("101", "107", "0800 111 72"))


async def test_the_guidance_goes_on_where_an_unsure_message_came_between(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    await talk.hears("ses idées", "describe_concern")
    await unsure(talk, "c'est mon copain", calm_intent="describe_concern")
    said = await talk.hears("non", "deny")
    assert "Depuis quand" in said
    await talk.hears("quelques mois", "out_of_scope")
    assert talk.slots["guidance"] == [0, 1]


async def test_the_guidance_can_be_taken_up_in_words(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    await talk.hears("ses idées", "describe_concern")
    await urgent(talk)
    await talk.hears("fausse alerte", "deny")
    assert "Depuis quand" in await talk.hears("reprendre", "out_of_scope")


async def test_a_child_who_wants_somebody_gets_numbers_for_children(talk: Talk) -> None:
    await talk.hears("j'ai 11 ans", "out_of_scope")
    assert "103" in await talk.meets("action_begin_contact", "qui je peux appeler", "request_contact")


async def test_reprendre_is_understood_where_the_reading_is_unsure(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    await talk.hears("ses idées", "describe_concern")
    await urgent(talk)
    await talk.hears("fausse alerte", "deny")
    assert "Depuis quand" in await unsure(talk, "reprendre")


async def test_asked_to_repeat_in_danger_the_danger_is_spoken_of(talk: Talk) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    await urgent(talk)
    assert "112" in await talk.hears("tu peux répéter", "harmful_request")
    assert talk.slots["last_answer"] == "after_more"


@pytest.mark.parametrize("action", ["action_follow_up", "action_withdraw"])
async def test_in_danger_what_sounds_like_a_request_keeps_the_numbers_in_sight(talk: Talk, action: str) -> None:
    await urgent(talk)
    reading = {"in_context": {"after_alarm": {"name": "call_for_me", "confidence": 0.8}}}
    talk._message("appelez vous à ma place svp je vous en supplie", "request_follow_up", None, reading)
    said = await talk.runs(action)
    assert "112" in said
    assert "référence" not in said


@pytest.mark.parametrize("action", ["action_follow_up", "action_withdraw"])
@pytest.mark.parametrize("text", ["attendez", "on attend des nouvelles, je suis avec Josiane"])
async def test_in_danger_waiting_is_no_word_of_a_request(talk: Talk, action: str, text: str) -> None:
    await urgent(talk)
    talk._message(text, "request_follow_up", None, {"intent": {"name": "request_follow_up", "confidence": 0.9}})
    said = await talk.runs(action)
    assert "101" in said or "112" in said
    assert "référence" not in said


async def heard_as_danger(
    talk: Talk, score: float, text: str = "ma chef dit qu'il faut tout noter", kind: str = "suicide"
) -> str:
    urgency = {"level": "urgent", "kind": kind, "score": score, "reasons": ["proche"]}
    talk._message(text, f"urgent_{kind}", None, {"urgency": urgency})
    return await talk.runs("action_urgent")


async def test_in_a_calm_talk_a_faint_alarm_is_asked_about_first(talk: Talk) -> None:
    await talk.hears("vers qui orienter ?", "ask_police")
    said = await heard_as_danger(talk, 0.44)
    assert "112" in said
    assert talk.slots["awaiting"] == "danger_check"


@pytest.mark.parametrize("before", [True, False])
async def test_a_loud_alarm_rings_and_so_does_a_faint_one_that_opens_the_talk(talk: Talk, before: bool) -> None:
    if before:
        await talk.hears("vers qui orienter ?", "ask_police")
    await heard_as_danger(talk, 0.7 if before else 0.44)
    assert talk.slots["awaiting"] == "safety"


async def test_danger_said_in_plain_words_rings_in_a_calm_talk(talk: Talk) -> None:
    await talk.hears("vers qui orienter ?", "ask_police")
    await heard_as_danger(talk, 0.44, "il va tuer sa sœur ce soir avec un couteau")
    assert talk.slots["awaiting"] == "safety"


async def test_told_more_after_the_question_about_danger_it_rings(talk: Talk) -> None:
    await talk.hears("vers qui orienter ?", "ask_police")
    await heard_as_danger(talk, 0.44)
    await heard_as_danger(talk, 0.44, "je l'ai lu dans son carnet")
    assert talk.slots["awaiting"] == "safety"


async def test_whoever_hides_is_not_told_that_the_danger_was_put_away(talk: Talk) -> None:
    await urgent(talk, "urgent_attack", "un gars de ma classe a un flingue")
    reading = {"in_context": {"after_alarm": {"name": "put_away", "confidence": 0.8}}}
    urgency = {"level": "urgent", "kind": "danger", "score": 0.96, "reasons": ["proche"]}
    talk._message("chui a l'école caché dans les toilettes", "urgent_danger", None, {**reading, "urgency": urgency})
    said = await talk.runs("action_urgent")
    assert "distance" not in said
    assert "101" in said or "112" in said


async def test_what_follows_an_alarm_is_heard_after_what_was_said_to_it(talk: Talk) -> None:
    await talk.hears("c’est grave ?", "ask_signs")
    await talk.meets("action_urgent", "il part demain avec son passeport", "urgent_departure")
    assert talk.slots["last_answer"] is None
    await talk.meets("action_after_urgent", "", "have_called")
    assert talk.slots["last_answer"] == "after_have_called"


async def test_nobody_is_asked_for_their_sector_while_a_danger_stands(talk: Talk) -> None:
    await talk.meets("action_urgent", "mon fils est parti cette nuit pour la Syrie", "urgent_departure")
    said = await talk.hears("vous connaissez un service pour ça ?", "ask_referral", calm_confidence=0.9)
    assert "secteur" not in said
