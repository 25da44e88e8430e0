"""The contact request set aside while « quelqu’un est-il en danger ? » waits: nothing that was written is lost."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

BY_PHONE = ["oui", "proche", "par téléphone, 0477 99 88 77, le soir, pas de message vocal"]
DOUBTED = {"urgency": {"level": "unsure", "kind": None, "score": 0.4, "reasons": []}, "calm_intent": "describe_concern"}
WORDS = "moi c'est Julie, j'habite Floreffe. Message : il s'éloigne de nous tous les jours. Et vous pouvez m'écrire ici"


async def asked_about_danger(talk: Talk) -> Talk:
    await at(talk, *BY_PHONE)
    talk._message(WORDS, "check_urgency", None, DOUBTED)
    await talk.runs("action_check_urgency")
    assert talk.slots["awaiting"] == "danger_check"
    assert talk.slots["paused_form"]
    return talk


async def back_in_the_form(talk: Talk) -> None:
    assert "contact_form" in talk.followups
    await talk.runs("validate_contact_form")


def all_noted(talk: Talk, town: str = "Floreffe") -> None:
    noted = {name: talk.slots.get(f"contact_{name}") for name in ("name", "commune", "message", "write_here")}
    message = "il s'éloigne de nous tous les jours."
    assert noted == {"name": "Julie", "commune": town, "message": message, "write_here": "yes"}


@pytest.mark.parametrize("no", ["non", "non, personne n'est en danger", "mais non, personne n'est en danger ici"])
async def test_after_a_no_the_doubted_message_is_the_answer_it_was(talk: Talk, no: str) -> None:
    await asked_about_danger(talk)
    await talk.hears(no, "deny")
    await back_in_the_form(talk)
    all_noted(talk)


async def test_it_is_noted_too_when_the_form_is_taken_up_again_in_other_words(talk: Talk) -> None:
    await asked_about_danger(talk)
    talk.loop = None
    await talk.hears("reprendre", "resume_request")
    await back_in_the_form(talk)
    all_noted(talk)


@pytest.mark.parametrize(
    "words",
    [
        "ah non pardon, pas Floreffe, mettez Fosses-la-Ville, j'ai déménagé",
        "oups erreur, la commune c'est Fosses-la-Ville",
    ],
)
async def test_a_line_put_right_is_no_answer_to_the_danger_and_is_noted(talk: Talk, words: str) -> None:
    await asked_about_danger(talk)
    await talk.hears(words, "out_of_scope")
    await back_in_the_form(talk)
    assert "Fosses-la-Ville" in talk.said
    all_noted(talk, "Fosses-la-Ville")


@pytest.mark.parametrize("words", ["non mais il a un couteau à Fosses-la-Ville", "oui, il est parti à Fosses-la-Ville"])
async def test_what_may_be_an_answer_to_the_danger_puts_no_line_right(talk: Talk, words: str) -> None:
    await asked_about_danger(talk)
    await talk.hears(words, "out_of_scope", urgency={"level": "none", "score": 0.02})
    assert talk.slots.get("contact_commune") != "Fosses-la-Ville"


async def test_a_cancelled_request_leaves_nothing_for_the_next_one(talk: Talk) -> None:
    await asked_about_danger(talk)
    await talk.hears("abandonner la demande", "drop_request")
    assert not talk.slots.get("calm_reading")
