"""Which answer a calm message gets: the rules propose, and what more speaks for goes before them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.candidates import NOT_LEARNED, Proposal, candidates
from actions.choice import NOTHING, chosen_answer, of_a_sure_subject
from actions.turn import Turn
from actions.world import World
from components.examples import examples_of_answers
from tests.actions.conftest import Talk


def turn(text: str, *asked: tuple[str, float], intent: str = "ask_caprev", sure: float = 0.4, **slots: Any) -> Turn:
    parse: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent, "confidence": sure},
        "intent_ranking": [{"name": intent, "confidence": sure}],
        "asked": [{"name": name, "confidence": confidence} for name, confidence in asked],
    }
    return Turn.of(Tracker("somebody", slots, parse, [], False, None, {}, "action_listen"))


def test_an_answer_that_is_surely_asked_for_goes_before_a_learned_follow_up(world_without_redis: World) -> None:
    said = turn("j’aurais pas dû lui crier dessus ?", ("ask_how_to_talk/repair", 0.8), given={"ask_signs": 1})
    proposal = Proposal("follow/my_fault", "follow_up")
    assert chosen_answer(world_without_redis, said, proposal).answer == "ask_how_to_talk/repair"


def test_a_faint_answer_leaves_what_the_rules_propose(world_without_redis: World) -> None:
    said = turn("c’est loin d’ici ?", ("ask_signs/humour", 0.05), sure=0.9)
    assert chosen_answer(world_without_redis, said, Proposal("ask_caprev/where", "intent")).answer == "ask_caprev/where"


def test_one_thing_of_a_service_stays_one_thing_where_the_service_is_chosen(world_without_redis: World) -> None:
    said = turn("et leurs heures ?", ("service/saj-namur", 0.7), last_answer="service/saj-namur", given={"x": 1})
    proposal = Proposal("hours:saj-namur", "service")
    assert chosen_answer(world_without_redis, said, proposal).answer == "hours:saj-namur"


def test_where_nothing_was_understood_the_likeliest_answer_is_given_if_it_is_likely(world_without_redis: World) -> None:
    said = turn("et s’il le prend mal", ("ask_how_to_talk/conflict", 0.6), intent=NOTHING, given={"ask_signs": 1})
    assert chosen_answer(world_without_redis, said, Proposal(NOTHING, "intent")).answer == "ask_how_to_talk/conflict"


def test_where_nothing_was_understood_and_nothing_is_likely_nothing_is_made_up(world_without_redis: World) -> None:
    faint = [(f"ask_signs/{part}", 0.02) for part in ("humour", "teen", "girls", "too_much", "list", "is_it_that")]
    said = turn("le truc là de l’autre fois", *faint, intent=NOTHING)
    assert chosen_answer(world_without_redis, said, Proposal(NOTHING, "intent")).answer == NOTHING


@pytest.mark.parametrize("intent", ["harmful_request", "other_language", "start_referral", "show_source"])
def test_what_our_rules_alone_decide_is_not_weighed(world_without_redis: World, intent: str) -> None:
    said = turn("montrez-moi", ("ask_online/codes", 0.99), intent=intent)
    assert chosen_answer(world_without_redis, said, Proposal(intent, "intent")).answer == intent


def test_while_somebody_may_be_in_danger_the_rules_decide(world_without_redis: World) -> None:
    said = turn("et après ?", ("ask_caprev/method", 0.99), urgent={"kind": "attack"}, given={"after_more": 1})
    assert chosen_answer(world_without_redis, said, Proposal("after_ask_whom", "intent")).answer == "after_ask_whom"


@pytest.mark.parametrize("answer", ["returned/hello", "request/who_reads", "follow/what_now", "child/hello"])
def test_an_answer_of_another_moment_is_no_candidate(world_without_redis: World, answer: str) -> None:
    said = turn("bonjour, je voudrais savoir une chose", (answer, 0.99))
    assert answer not in candidates(world_without_redis, said, Proposal("ask_caprev", "intent"))


def test_three_words_are_no_story(world_without_redis: World) -> None:
    said = turn("ils mentent tous", ("describe_concern/conspiracy", 0.9), given={"ask_caprev": 1})
    assert "describe_concern/conspiracy" not in candidates(world_without_redis, said, Proposal("deny", "intent"))


def test_what_a_button_of_the_last_answer_offers_speaks_for_itself(world_without_redis: World) -> None:
    button = next(
        b for b in world_without_redis.content.answers["ask_signs"].variant({}).buttons if "value" in b.payload
    )
    offered = turn("x", intent="ask_signs").as_tapped(button.payload).value
    assert offered
    said = turn("et ça alors ?", (offered, 0.3), last_answer="ask_signs", given={"ask_signs": 1})
    reasons = candidates(world_without_redis, said, Proposal("ask_caprev", "intent"))[offered]
    assert reasons["offered_as_button"] == 1.0


async def test_a_doubtful_act_is_not_done(talk: Talk) -> None:
    said = await talk.hears("ma fille ne prendra plus le bus", "withdraw_request", calm_confidence=0.24)
    assert "demande" not in said.split("\n")[0]


async def test_who_asks_whether_a_person_is_there_is_told_that_a_machine_is(talk: Talk) -> None:
    faint = {"asked": [{"name": "ask_confidentiality/who_knows", "confidence": 0.3}], "calm_confidence": 0.95}
    assert "machine" in await talk.hears("il y a une dame derrière l’écran ?", "bot_challenge", **faint)


def test_what_no_question_was_written_for_is_named_as_such() -> None:
    learned = {example.intent for example in examples_of_answers(Path("nlu_data/answers"))}
    assert sorted(NOT_LEARNED & learned) == []


async def test_who_made_no_request_is_not_told_about_one_on_a_doubtful_reading(talk: Talk) -> None:
    await talk.hears("on a tagué ma porte", "ask_hate")
    said = await talk.meets("action_follow_up", "je nettoie ou j’attends ?", "request_follow_up", calm_confidence=0.48)
    assert "référence" not in said


async def test_who_types_the_title_of_a_button_is_not_told_about_a_request(talk: Talk) -> None:
    await talk.hears("c’est quoi un incel ?", "ask_what_is_radicalisation")
    said = await talk.meets("action_follow_up", "D’où vient cette réponse ?", "request_follow_up", calm_confidence=0.36)
    assert "source" in said.lower()


async def test_who_speaks_of_a_request_is_asked_for_its_reference(talk: Talk) -> None:
    said = await talk.meets("action_follow_up", "et ma demande ?", "request_follow_up", calm_confidence=0.48)
    assert "référence" in said


def test_thanks_before_a_question_are_no_answer_to_it(world_without_redis: World) -> None:
    asks = ("ask_green_number/outside_hours", 0.26)
    said = turn(
        "merci. et la nuit je peux appeler qui", asks, ("thank", 0.2), intent="ask_green_number", given={"greet": 1}
    )
    assert "thank" not in candidates(world_without_redis, said, Proposal("ask_green_number", "intent"))


def test_a_worker_who_asks_about_prayers_is_first_told_that_they_are_no_sign(world_without_redis: World) -> None:
    asks = [("ask_referral/sport", 0.6), ("ask_religion/dress_practice", 0.3)]
    said = turn("coach ici. il s’est mis à prier, je m’inquiète ?", *asks, intent="ask_religion", sure=0.95)
    found = candidates(world_without_redis, said, Proposal("ask_religion/dress_practice", "intent"))
    assert "ask_referral/sport" not in found
    assert "ask_religion/dress_practice" in found


def test_a_service_that_is_named_in_full_is_what_is_asked_for(world_without_redis: World) -> None:
    heard = ("ask_signs/online_signs", 0.7)
    said = turn("c’est quoi Signaler un contenu en ligne ?", heard, intent="ask_online", sure=0.95)
    assert chosen_answer(world_without_redis, said, Proposal("service/contenu-en-ligne", "few_words")).answer == (
        "service/contenu-en-ligne"
    )


def test_an_insult_is_no_goodbye(world_without_redis: World) -> None:
    said = turn("causer à un grille-pain, vous servez à rien", ("goodbye", 0.9), intent="insult", given={"greet": 1})
    assert "goodbye" not in candidates(world_without_redis, said, Proposal("insult", "intent"))


def test_help_for_another_is_no_support_for_oneself(world_without_redis: World) -> None:
    said = turn("pour elle, il y a quoi comme aide ?", ("ask_support_for_me", 0.9), given={"ask_referral": 1})
    assert "ask_support_for_me" not in candidates(world_without_redis, said, Proposal("ask_hate", "intent"))


@pytest.mark.parametrize(
    ("sure", "source", "proposed", "left"),
    [
        (0.75, "intent", "ask_confidentiality", {"ask_confidentiality", "ask_confidentiality/who_knows"}),
        (0.2, "name", "service/sos-viol", {"service/sos-viol"}),
    ],
)
def test_a_mere_guess_outweighs_neither_a_sure_subject_nor_a_name(
    world_without_redis: World, sure: float, source: str, proposed: str, left: set[str]
) -> None:
    said = turn("si je téléphone, elle le saura ?", intent="ask_confidentiality", sure=sure)
    others = [
        "ask_confidentiality",
        "ask_confidentiality/who_knows",
        "ask_green_number/cost",
        "ask_police",
        "ask_minor",
    ]
    alike: dict[str, dict[str, float]] = {answer: {} for answer in [proposed, *others]}
    assert set(of_a_sure_subject(world_without_redis, said, Proposal(proposed, source), dict(alike))) == left


@pytest.mark.parametrize(
    ("text", "is_a_story"),
    [
        ("Salam alaykoum, bonjour. Je suis imam dans une petite mosquée à Namur.", False),
        ("Bonjour. Je suis imam, et un jeune de chez nous a beaucoup changé.", True),
    ],
)
def test_who_only_says_who_they_are_has_told_no_story(world_without_redis: World, text: str, is_a_story: bool) -> None:
    said = turn(text, ("describe_concern/religion", 0.7), intent="describe_concern", sure=0.7)
    found = candidates(world_without_redis, said, Proposal("greet", "intent"))
    assert ("describe_concern/religion" in found) == is_a_story
