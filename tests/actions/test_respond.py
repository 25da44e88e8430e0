"""Calm talk: answers, short answers understood by what was asked before, never twice the same sentence running."""

from __future__ import annotations

import pytest

from actions.world import World
from casework import misunderstood
from casework.sealing import CaseOpener
from tests.actions.conftest import Talk


async def test_the_same_question_twice_gets_other_words(talk: Talk) -> None:
    first = await talk.hears("quels sont les signes ?", "ask_signs")
    second = await talk.hears("et les signes ?", "ask_signs")
    assert first != second


async def test_a_yes_follows_the_question_that_an_answer_ended_with(talk: Talk) -> None:
    said = await talk.hears("mon voisin a changé", "describe_concern")
    assert said.rstrip().endswith("?")
    await talk.hears("oui", "affirm")
    assert talk.slots["awaiting"] == "guidance"


async def test_what_stands_on_a_button_can_be_typed(talk: Talk) -> None:
    await talk.hears("j'aimerais faire le point", "out_of_scope")
    assert talk.slots["awaiting"] == "guidance"


async def test_the_source_of_the_last_answer_is_shown_on_request(talk: Talk) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    said = await talk.hears("d'où vient cette réponse ?", "bot_challenge")
    assert "2026" in said


async def test_not_understood_once_asks_back_with_guesses_and_twice_offers_a_person(talk: Talk) -> None:
    guesses = ["ask_signs", "ask_police", "ask_caprev"]
    await talk.hears("blorp glop", "nlu_fallback", guesses=guesses)
    assert len(talk.replies[-1]["buttons"]) == 3
    await talk.hears("blorp blorp", "nlu_fallback", guesses=guesses)
    shown = {b["payload"] for reply in talk.replies for b in reply.get("buttons") or []}
    assert "/talk_to_human" in shown


async def test_another_language_gets_its_own_card_with_the_numbers(talk: Talk) -> None:
    for language in ("nl", "en", "de", "ar", "tr", "it", "es", "ro", None, "xx"):
        said = await talk.hears("…", "other_language", language=language)
        assert "112" in said


async def test_guidance_reflects_what_was_said_without_a_score(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    for answer in ("ses idées", "deux mois", "passer", "non jamais"):
        await talk.hears(answer)
    said = await talk.hears("je suis fatiguée")
    assert "idées" in said
    assert "0800 111 72" in said
    assert talk.slots["awaiting"] is None


async def test_guidance_can_be_stopped_and_a_question_in_the_middle_is_answered(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    said = await talk.hears("c'est anonyme ?", "ask_confidentiality")
    assert "anonym" in said.lower() or "nom" in said
    await talk.hears("stop", "deny")
    assert talk.slots["awaiting"] is None


@pytest.mark.parametrize("words", ["oui", "ok vas-y", "oui efface"])
async def test_erasing_asks_first_and_then_orders_it(talk: Talk, words: str) -> None:
    await talk.hears("efface tout", "erase_my_data")
    await talk.runs("action_erase")
    await talk.hears(words, "affirm")
    assert {"directive": "forget"} in [reply.get("custom") for reply in talk.replies]


async def test_a_no_to_erasing_erases_nothing(talk: Talk) -> None:
    await talk.hears("efface tout", "erase_my_data")
    await talk.runs("action_erase")
    await talk.hears("non", "deny")
    assert all(not (reply.get("custom") or {}).get("directive") for reply in talk.replies)


async def test_every_answer_of_the_content_can_be_asked_for_by_its_button(talk: Talk, world: World) -> None:
    for answer in world.content.answers:
        if not answer.startswith(("urgent_text", "after_")):
            assert await talk.hears("", "ask", answer)


@pytest.mark.parametrize(("answer", "kept_count"), [("oui", 1), ("non", 0)])
async def test_a_sentence_that_was_not_understood_is_kept_only_with_a_yes(
    talk: Talk, world: World, opener: CaseOpener, answer: str, kept_count: int
) -> None:
    await talk.hears("blorp glop", "nlu_fallback")
    said = await talk.hears("glop zanzibar patati patata hop hop hop hop hop hop hop hop 0470 12 34 56", "nlu_fallback")
    assert "Puis-je garder" in said
    await talk.hears(answer, "affirm" if answer == "oui" else "deny")
    found = await misunderstood.kept(world.redis, opener)
    assert len(found) == kept_count
    assert all("0470" not in message.text for message in found)


async def test_a_first_message_of_many_words_that_is_not_understood_is_met_kindly(talk: Talk) -> None:
    words = "je me permets de vous écrire pour une chose que je ne sais pas bien expliquer"
    assert "Je vous lis" in await talk.hears(words, "nlu_fallback")


async def test_words_about_the_machine_that_are_not_understood_are_answered_about_the_machine(talk: Talk) -> None:
    said = await talk.hears("franchement raconter ma vie à un robot, je sais pas", "nlu_fallback")
    assert "machine" in said


async def test_a_full_question_asked_again_later_is_answered_in_full(talk: Talk) -> None:
    words = "qui donc peut lire ce que je vous écris ici ?"
    first = await talk.hears(words, "ask_confidentiality")
    await talk.hears("et la police, elle le saura ?", "ask_police")
    assert await talk.hears("mais qui va lire ce que je vous raconte ?", "ask_confidentiality") in first


async def test_two_parts_of_one_subject_are_both_answered(talk: Talk) -> None:
    said = await talk.hears("le numéro vert c'est payant ? ça répond la nuit ?", "ask_green_number")
    assert "gratuit" in said
    assert "107" in said
