"""A question in the middle of the form is answered and the same question stands again; pauses, returns, danger."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

OPEN = {"kind": "attack", "said": 1, "over": False}


@pytest.mark.parametrize("size", range(len(BY_PHONE) + 1))
@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("c'est qui les personnes qui traitent ??", "Seule l’équipe"),
        ("combien de temps c'est gardé ?", "six mois au plus"),
        ("c'est lu par mes parents ça ?", "vos parents"),
        ("si jefface le chat ici ils recoivent quand meme ?", "/effacer"),
        ("et qu'est-ce que vous faites de mon numéro ?", "vous répondre"),
        ("c'est quand qu'on m'appelle ?", "pas le délai"),
        ("c'est gratos un suivi ?", "gratuit"),
    ],
)
async def test_a_question_about_the_request_is_answered_at_every_field(
    talk: Talk, size: int, question: str, part: str
) -> None:
    await at(talk, *BY_PHONE[:size])
    asked, before = talk.asked, dict(talk.slots)
    said = await talk.hears(question, "out_of_scope")
    assert part in said
    assert talk.asked == asked
    changed = {k for k in talk.slots if k.startswith("contact_") and talk.slots[k] != before.get(k)}
    assert changed <= {"contact_tries"}


@pytest.mark.parametrize("words", ["pourquoi vous avez besoin de tout ça", "suis-je tenue par le secret professionnel"])
async def test_a_question_without_its_mark_is_one(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:2])
    await talk.hears(words, "ask_confidentiality")
    assert talk.asked == "contact_channel"
    assert not talk.rejected


@pytest.mark.parametrize(
    ("size", "words", "line", "value", "part"),
    [
        (6, "Sylvie. au fait c'est gratos un suivi ?", "name", "Sylvie", "gratuit"),
        (4, "après 16h. Et ils vont appeler l'école ??", "when", "après 16h", "ni l’école"),
    ],
)
async def test_an_answer_with_a_question_behind_it_is_kept_and_the_question_answered(
    talk: Talk, size: int, words: str, line: str, value: str, part: str
) -> None:
    await at(talk, *BY_PHONE[:size])
    said = await talk.hears(words, "out_of_scope")
    assert talk.slots[f"contact_{line}"] == value
    assert part in said


async def test_after_a_question_the_consent_is_asked_in_short(talk: Talk) -> None:
    first = await talk.starts_form()
    again = await talk.hears("qui va lire ça ?")
    assert "pas le week-end" in first
    assert "pas le week-end" not in again


@pytest.mark.parametrize(
    "words",
    [
        "attendez 5 minutes le petit pleure",
        "on peut stopper ici, j'ai cours, je reprends plus tard",
        "attends jcherche mon num",
    ],
)
@pytest.mark.parametrize("size", [2, 3, 6, 8])
async def test_a_pause_in_any_words_keeps_everything(talk: Talk, words: str, size: int) -> None:
    await at(talk, *BY_PHONE[:size])
    asked = talk.asked
    await talk.hears(words, "goodbye")
    assert talk.loop is None
    assert talk.titles == ["Reprendre", "Abandonner"]
    await talk.hears("me revoilà, on en était où ?", "out_of_scope")
    assert talk.followups == ["contact_form"]
    await talk.runs("validate_contact_form")
    assert talk.asked == asked


@pytest.mark.parametrize(
    ("words", "intent", "action"),
    [
        ("on peut finir la demande ?", "request_follow_up", "action_follow_up"),
        ("ok envoyez", "withdraw_request", "action_withdraw"),
        ("je reprends ma demande, mon prénom c'est Sophie", "withdraw_request", "action_withdraw"),
        ("c'est bon envoyez", "affirm", "action_respond"),
        ("ok par téléphone", "ask_green_number", "action_respond"),
    ],
)
async def test_a_request_set_aside_comes_back_however_the_words_are_read(
    talk: Talk, words: str, intent: str, action: str
) -> None:
    await at(talk, "oui", "proche", "ici", "pause")
    await talk.meets(action, words, intent)
    assert talk.followups == ["contact_form"]


async def test_what_is_said_with_the_return_is_kept(talk: Talk) -> None:
    await at(talk, "oui", "proche", "ici", "pause")
    await talk.starts_form("je reprends ma demande, mon prénom c'est Sophie")
    assert (talk.slots["contact_name"], talk.asked) == ("Sophie", "contact_commune")


async def test_what_became_of_a_draft_is_that_it_is_not_sent(talk: Talk) -> None:
    await at(talk, "oui", "proche", "ici", "pause")
    said = await talk.meets("action_follow_up", "où on en est de ma demande ?", "request_follow_up")
    assert "pas encore envoyée" in said
    assert talk.titles == ["Reprendre", "Abandonner"]


async def test_who_keeps_everything_back_is_let_go_kindly(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:3])
    said = await talk.hears("non finalement je préfère pas laisser mes coordonnées", "deny")
    assert "sans que vous donniez votre nom" in said
    assert talk.titles
    await talk.starts_form()
    refused = await talk.hears("nn jsuis pa daccord pr donné mes infos", "ask_confidentiality")
    assert "sans laisser de demande" in refused or talk.loop is None


async def test_a_dropped_request_is_not_offered_again(talk: Talk) -> None:
    await at(talk, "oui", "proche", "pause")
    await talk.hears("finalement laissez tomber", "deny")
    assert "en attente" not in await talk.hears("c’est quoi le CAPREV ?", "ask_caprev")


async def test_a_waiting_request_is_not_offered_under_every_answer(talk: Talk) -> None:
    await at(talk, "oui", "proche", "pause")
    offered = [
        "en attente" in await talk.hears(words, intent)
        for words, intent in [("et les signes ?", "ask_signs"), ("c’est quoi ?", "ask_caprev"), ("merci", "thank")]
    ]
    assert offered.count(True) <= 1


# --- danger ---


@pytest.mark.parametrize(
    "words", ["oui je suis au bureau, mes collègues aussi", "oui mes élèves aussi", "oui", "d'accord"]
)
async def test_while_an_alarm_is_open_a_yes_never_takes_the_form_up(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche", "pause")
    talk.slots |= {"urgent": OPEN, "awaiting": "safety"}
    await talk.hears(words, "affirm")
    assert "contact_form" not in talk.followups


async def test_taken_up_in_clear_words_the_form_carries_the_numbers_once(talk: Talk) -> None:
    await at(talk, "oui", "proche", "pause")
    talk.slots |= {"urgent": OPEN, "awaiting": None}
    await talk.hears("je veux continuer la demande", "affirm")
    assert talk.followups == ["contact_form"]
    said = await talk.starts_form("je veux continuer la demande")
    assert "112" in said
    assert "101" in said
    assert "112" not in await talk.hears("par mail")


async def test_the_first_question_carries_the_numbers_while_an_alarm_is_open(talk: Talk) -> None:
    talk.slots["urgent"] = OPEN
    said = await talk.starts_form("je voudrais quand même être rappelé")
    assert said.index("112") < said.index("demande de contact")


@pytest.mark.parametrize(
    "words", ["vs pouvez pas appeler vs", "j'ai appelé le 101 ils arrivent", "appelez les s'il vous plait"]
)
async def test_who_wants_others_to_be_called_in_danger_is_given_no_form(talk: Talk, words: str) -> None:
    talk.slots |= {"urgent": OPEN, "awaiting": "safety"}
    said = await talk.meets("action_begin_contact", words, "request_contact")
    assert "contact_form" not in talk.followups
    assert "112" in said


async def test_a_young_person_whose_phone_is_searched_is_warned_once(talk: Talk) -> None:
    await talk.starts_form("j'ai 15 ans je veux qu'on m'écrive")
    await talk.hears("ok", "affirm")
    said = await talk.hears("ici dans le chat mes parents fouillent mon gsm", "ask_confidentiality")
    assert "/effacer" in said
    assert "103" in said
    assert talk.slots["contact_channel"] == "chat"


async def test_a_second_draft_given_up_does_not_deny_the_first(talk: Talk, world: World) -> None:
    await at(talk, "oui", "proche", "ici", "Anne", "Namur", "il a changé")
    await talk.taps("Envoyer")
    assert talk.titles
    reference = str(talk.slots["contact_reference"])
    await at(talk, "oui", "proche")
    said = await talk.hears("annuler")
    assert reference in said
    assert "Rien n’a été envoyé" not in said


async def test_a_word_of_sending_agrees_to_nothing_else(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:5])
    asked = talk.asked
    assert "Pas encore" in await talk.hears("oui envoyez", "affirm")
    assert talk.asked == asked


@pytest.mark.parametrize(
    "words", ["on peut stopper ici, j'ai cours, je reprends plus tard", "et pas de message vocal finalement"]
)
async def test_words_about_the_form_are_no_danger_where_the_model_only_doubts(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:6])
    await talk.hears(words, "check_urgency", urgency={"level": "unsure", "kind": None, "score": 0.1, "reasons": []})
    assert not talk.rejected


async def test_an_address_half_typed_where_a_name_is_asked_is_asked_in_full(talk: Talk) -> None:
    await at(talk, "oui", "prof", "par mail", "sophie@cpas-exemple.be")
    assert "pas l’air complète" in await talk.hears("sophie.lambert@cpas")
    assert talk.asked == "contact_email"


async def test_a_question_about_the_danger_is_answered_inside_the_form_too(talk: Talk) -> None:
    await talk.starts_form("rappelez-moi au 0475 12 34 56, le matin")
    await talk.hears("oui", "affirm")
    talk.slots["urgent"] = {"kind": "departure", "said": 1, "over": False}
    learned = {"in_context": {"after_alarm": {"name": "delay", "confidence": 0.4}}}
    talk._message("on me dit d'attendre 24 heures, c'est vrai ?", "ask_police", None, learned)
    await talk.runs("validate_contact_form")
    assert talk.rejected
    assert "N’attendez pas" in await talk.runs("action_respond")


async def test_a_question_that_begins_like_a_place_fills_no_line(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:7])
    assert talk.asked == "contact_commune"
    said = await talk.hears("et la police, elle va recevoir ça ?", "ask_police")
    assert not talk.slots.get("contact_commune")
    assert "police" in said.lower() or talk.rejected


async def test_a_wish_to_stay_without_a_name_gives_none(talk: Talk) -> None:
    await talk.starts_form("j'aimerais être recontactée mais sans donner mon nom c'est possible")
    assert not talk.slots.get("contact_name")


async def test_erasing_all_wins_over_a_no_to_the_question(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:9])
    assert talk.asked == "contact_write_here"
    await talk.hears("non tout compte fait effacez tout ce que vous avez sur moi", "erase_my_data")
    assert talk.rejected


async def test_leaving_in_the_middle_of_the_message_is_a_pause(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:8])
    assert talk.asked == "contact_message"
    await talk.hears("je dois y aller mon train arrive dans deux minutes, on met en pause", "goodbye")
    assert not talk.slots.get("contact_message")


async def test_a_minute_with_a_question_is_a_question(talk: Talk) -> None:
    await at(talk, "oui", "proche")
    said = await talk.hears("une minute, qui va lire ce que je mets là ?", "ask_confidentiality")
    assert "fermée à clé" in said
    assert talk.loop


@pytest.mark.parametrize("words", ["c’est bien annulé hein, rien n’est parti ?", "rien n’est parti, hein ?"])
@pytest.mark.parametrize("action", ["action_respond", "action_follow_up", "action_withdraw"])
async def test_who_cancelled_is_told_that_nothing_went_with_every_number_in_place(
    talk: Talk, action: str, words: str
) -> None:
    await at(talk, "oui", "proche", "annuler")
    said = await talk.meets(action, words, "request_follow_up")
    assert "rien n’est parti" in said
    assert "{" not in said


async def test_what_was_noted_is_told_when_the_request_is_taken_up_to_hear_it(talk: Talk) -> None:
    await at(talk, "oui", "proche", "ici", "pause")
    assert "proche" in await talk.starts_form("vous pouvez me récapituler ma demande")


async def test_tell_me_says_nothing_of_who_writes(talk: Talk) -> None:
    await at(talk, "oui")
    said = await talk.hears("laissez tomber les questions... dites-moi qui je peux appeler", "talk_to_human")
    assert "0800 111 72" in said
    assert talk.slots.get("contact_role") is None


async def test_an_age_said_with_the_role_is_not_asked_again(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears("c’est pour moi-même et j’ai 22 ans", "self_concern")
    assert (talk.slots["contact_role"], talk.slots["contact_adult"]) == ("self", "yes")


async def test_a_sure_question_is_no_answer_whatever_words_it_holds(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears("c’est gratuit pour un proche aussi ?", "ask_caprev")
    assert talk.slots.get("contact_role") is None


async def test_a_question_that_no_list_knows_is_no_answer_to_the_field(talk: Talk) -> None:
    await at(talk, *BY_PHONE[: BY_PHONE.index("Anne")])
    asked = talk.asked
    said = await talk.hears("attendez, celui qui appellera il est de la commune ou pas ?", "nlu_fallback")
    assert "suffit" not in said
    assert talk.asked == asked


async def test_what_was_noted_is_read_to_who_asks_for_it_in_a_whole_sentence(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:4])
    said = await talk.hears("avant d’aller plus loin, vous pouvez me relire ce que vous avez noté ?", "request_contact")
    assert "0475 12 34 33" in said.replace("\u00a0", " ")


async def test_what_only_seems_rude_is_no_insult_where_who_writes_is_asked(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:1])
    asked = talk.asked
    said = await talk.hears("je suis un grille-pain", "insult", calm_confidence=0.38)
    assert "en colère" not in said
    assert talk.asked == asked
