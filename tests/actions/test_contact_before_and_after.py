"""Before anything is given, and when a request is taken back: nothing is offered that makes no sense there."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

# --- who wants to think first ---


@pytest.mark.parametrize(
    "words",
    ["non laisse, je vais réfléchir", "laissez, j'y pense encore", "je préfère y réfléchir d'abord",
     "hm je vais y penser"],
)  # fmt: skip
@pytest.mark.parametrize("answers", [[], ["oui"], ["oui", "proche"]])
@pytest.mark.parametrize("intent", ["out_of_scope", "withdraw_request", "deny"])
async def test_who_thinks_first_and_gave_nothing_hears_that_nothing_is_kept(
    talk: Talk, answers: list[str], intent: str, words: str
) -> None:
    await at(talk, *answers)
    said = await talk.hears(words, intent)
    assert said.startswith("D’accord, rien n’est gardé. Vous pouvez revenir quand vous voulez.")
    assert not {"Reprendre", "Abandonner"} & set(talk.titles)
    assert talk.loop is None
    assert talk.slots.get("paused_form") is None
    assert talk.slots.get("contact_consent") is None


@pytest.mark.parametrize(
    ("answers", "words"), [([], "oui, sans réfléchir"), (["oui"], "proche, j'ai eu le temps de réfléchir")]
)
async def test_an_answer_beside_it_is_taken(talk: Talk, answers: list[str], words: str) -> None:
    await at(talk, *answers)
    await talk.hears(words)
    assert talk.loop == "contact_form"


async def test_once_a_number_was_given_it_is_set_aside(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:4])
    await talk.hears("je vais y réfléchir")
    assert talk.slots["paused_form"]
    assert talk.slots["contact_phone"]


async def test_thinking_in_a_message_with_a_number_leaves_nothing(talk: Talk) -> None:
    await at(talk, "oui", "proche")
    await talk.hears("0475 12 34 33, j'ai fini de réfléchir")
    assert talk.slots["contact_phone"] == "+32475123433"


# --- at the wheel ---

WHEEL = "Si vous conduisez, arrêtez-vous d’abord\u00a0: rien ne presse ici."


@pytest.mark.parametrize(
    "words",
    ["rappelez-moi svp, là je suis au volant", "je roule là, quelqu'un peut me rappeler ?",
     "jsuis au volant, vous pouvez m'appeler ?", "je suis en train de conduire, rappelez-moi plus tard"],
)  # fmt: skip
async def test_who_drives_is_asked_to_stop_first(talk: Talk, words: str) -> None:
    said = await talk.starts_form(words)
    assert said.startswith(WHEEL)
    assert "Êtes-vous d’accord" in said
    assert WHEEL not in await talk.hears("oui")


@pytest.mark.parametrize(
    "words", ["rappelez-moi, mon fils est au volant d'un gros 4x4", "rappelez-moi, il roule trop vite"]
)
async def test_not_of_another_who_drives(talk: Talk, words: str) -> None:
    assert WHEEL not in await talk.starts_form(words)


async def test_nothing_is_said_not_to_press_while_an_alarm_is_open(talk: Talk) -> None:
    talk.slots["urgent"] = {"kind": "violence", "reasons": []}
    assert WHEEL not in await talk.starts_form("rappelez-moi, je suis au volant")


# --- withdrawn, and all of it to be erased ---


@pytest.mark.parametrize(
    "words",
    ["Oui. Et effacez aussi tout ce que j'ai écrit ici s'il vous plaît", "oui, et supprimez aussi la conversation",
     "oui retirez-la, et effacez ce que j'ai dit ici", "oui. effacez aussi tout le reste",
     "oui retirez, et effacez tout ce que vous gardez sur moi", "ok annulez-la et supprimez toutes mes infos",
     "oui annule, et efface tout"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("action", "intent"),
    [("action_respond", "affirm"), ("action_erase", "erase_my_data"), ("action_withdraw", "withdraw_request")],
)
async def test_who_wants_both_has_it_withdrawn_and_is_asked_to_erase(
    talk: Talk, action: str, intent: str, words: str
) -> None:
    await at(talk, *BY_PHONE, "envoyer")
    await talk.meets("action_withdraw", "je veux annuler ma demande", "withdraw_request")
    said = await talk.meets(action, words, intent)
    assert "est retirée" in said
    assert "Voulez-vous tout effacer" in said
    assert talk.slots["awaiting"] == "erase"
    assert "retirée" in said
    assert "effacé" in await talk.meets("action_respond", "oui", "affirm")


async def test_a_mere_yes_to_withdraw_erases_nothing_else(talk: Talk) -> None:
    await at(talk, *BY_PHONE, "envoyer")
    await talk.meets("action_withdraw", "je veux annuler ma demande", "withdraw_request")
    assert "tout effacer" not in await talk.meets("action_respond", "oui supprimez", "affirm")


async def test_who_refuses_the_withdrawal_but_erases_is_not_withdrawn(talk: Talk) -> None:
    await at(talk, *BY_PHONE, "envoyer")
    await talk.meets("action_withdraw", "je veux annuler ma demande", "withdraw_request")
    assert "est retirée" not in await talk.meets(
        "action_respond", "non gardez-la, mais effacez ce que j'ai écrit ici", "deny"
    )


# --- withdrawn without the reference, and no news ---


@pytest.mark.parametrize("lost", ["jlai plu le code, pa noté", "je l'ai plus", "aucune idée"])
@pytest.mark.parametrize(
    "words", ["nn en fait c bon annule ma demande el va mieu", "retirez ma demande alors", "je veux annuler ma demande"]
)
async def test_who_withdraws_without_the_reference_is_told_how(talk: Talk, lost: str, words: str) -> None:
    await talk.meets("action_follow_up", "et ma demande ?", "request_follow_up")
    await talk.meets("action_respond", lost)
    said = await talk.meets("action_withdraw", words, "withdraw_request")
    assert "Sans la référence" in said or "Seule la référence" in said
    assert "0800 111 72" in said
    assert "dites-lui simplement" in said
    assert "retire" in said
    assert "nouvelle demande" not in said
    assert "Vous pouvez en faire une" not in said
    assert "/request_contact" not in str(talk.replies)


async def test_nobody_who_withdraws_is_offered_a_request(talk: Talk) -> None:
    for _ in range(4):
        said = await talk.meets("action_withdraw", "annulez ma demande", "withdraw_request")
        assert "Vous pouvez en faire une" not in said
        assert "/request_contact" not in str(talk.replies)


@pytest.mark.parametrize(
    "words",
    ["j'ai fait une demande lundi, toujours pas de nouvelles, c'est normal ?",
     "j'ai laissé une demande il y a trois jours, personne ne m'a rappelé",
     "ma demande envoyée mardi, aucun retour, c'est normal ?"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("action", "intent"), [("action_follow_up", "request_follow_up"), ("action_respond", "out_of_scope")]
)
async def test_no_news_is_no_refusal(talk: Talk, action: str, intent: str, words: str) -> None:
    said = await talk.meets(action, words, intent)
    assert said.startswith("Aucun délai n’est promis\u00a0: pas de nouvelle ne veut pas dire un refus.")
    assert "référence" in said


async def test_no_news_of_somebody_else_is_no_request(talk: Talk) -> None:
    said = await talk.meets("action_respond", "toujours pas de nouvelles de mon fils", "describe_concern")
    assert "Aucun délai" not in said
