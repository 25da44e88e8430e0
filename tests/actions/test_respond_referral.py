"""Where to refer: what was said is not asked again, one question at a time, the steps in order, no name."""

from __future__ import annotations

from itertools import product

import pytest

from actions.world import World
from tests.actions.conftest import Talk


def titles(talk: Talk) -> list[str]:
    return [button["title"] for reply in talk.replies for button in reply.get("buttons") or []]


async def test_a_worker_who_says_nothing_is_asked_for_the_sector_and_warned_against_naming(talk: Talk) -> None:
    said = await talk.hears("vers qui orienter ?", "ask_referral")
    assert "ni nom" in said
    assert said.rstrip().endswith("?")
    assert titles(talk)[-1] == "Passer"


async def test_a_worker_who_said_everything_gets_the_steps_at_once(talk: Talk) -> None:
    said = await talk.hears("je suis prof à Namur, vers qui orienter un élève de 15 ans ?", "ask_referral")
    direction, caprev, teams, saj = (said.index(word) for word in ("direction", "0800 111 72", "mobiles", "SAJ"))
    assert direction < caprev < teams < saj
    assert "référent radicalisme" in said
    assert "secret" in said
    assert "ni nom" in said
    assert "101" in said


async def test_the_sector_said_earlier_in_the_talk_is_not_asked_again(talk: Talk) -> None:
    await talk.hears("je suis infirmière dans un hôpital à Namur", "out_of_scope")
    said = await talk.hears("où orienter ?", "ask_referral")
    assert "secteur" not in said
    assert "âge" in said
    said = await talk.taps("18 ou plus")
    assert "relation de soin" in said
    assert "accord" in said


async def test_each_question_can_be_passed_and_the_steps_come_all_the_same(talk: Talk) -> None:
    await talk.hears("", "start_referral")
    await talk.taps("Passer")
    said = await talk.hears("je sais pas", "nlu_fallback")
    assert "0800 111 72" in said
    assert "101" in said


async def test_typed_answers_count_like_buttons(talk: Talk) -> None:
    await talk.hears("", "start_referral")
    await talk.hears("je bosse dans un cpas", "describe_concern")
    said = await talk.hears("il est majeur", "describe_concern")
    assert "annulé en 2019" in said


async def test_a_question_in_the_middle_is_answered(talk: Talk) -> None:
    await talk.hears("", "start_referral")
    said = await talk.hears("le caprev c'est la police ?", "ask_caprev")
    assert "secteur" not in said


async def test_another_place_changes_the_steps(talk: Talk) -> None:
    await talk.hears("je suis éducateur en AMO, vers qui orienter un jeune ?", "ask_referral")
    await talk.taps("Un autre lieu")
    said = await talk.taps("Bruxelles")
    assert "Bravvo" in said
    assert "référent radicalisme de la Ville" not in said


@pytest.mark.parametrize(
    ("place", "word"), [("France", "0 800 005 696"), ("Flandre", "Flandre"), ("Québec", "CPRMV"), ("Luxemb", "respect")]
)
async def test_abroad_has_its_own_services(talk: Talk, place: str, word: str) -> None:
    await talk.hears("je suis prof, où orienter un élève ?", "ask_referral")
    await talk.taps("Un autre lieu")
    assert word in await talk.taps(place)


async def test_one_can_stop(talk: Talk) -> None:
    await talk.hears("", "start_referral")
    assert "0800 111 72" in await talk.hears("stop", "deny")
    assert talk.slots["awaiting"] is None


async def test_to_speak_without_naming_is_explained_at_once(talk: Talk) -> None:
    said = await talk.hears("je peux en parler sans le nommer ?", "ask_referral")
    assert "sans nommer" in said


def test_whatever_is_known_every_text_can_be_filled_and_fits(world_without_redis: World) -> None:
    referral, fill = world_without_redis.referral, world_without_redis.content.fill
    for text in referral.all_texts():
        fill(text, place="Dinant")
    names = [question.name for question in referral.questions]
    every_value = [[None, *(choice.value for choice in q.choices)] for q in referral.questions]
    for values in product(*every_value):
        known = {name: value for name, value in zip(names, values, strict=True) if value}
        steps = "\n".join(referral.steps_for(known))
        assert "{phone:caprev-0800}" in steps
        assert len(fill(steps)) < 1150
        assert len(fill(referral.law_for(known))) < 500
