"""What a message means by who writes it: a worker who tells a case wants to know where to refer. Called by respond."""

from __future__ import annotations

from dataclasses import replace

from actions.candidates import DUTY, FIRST_PERSON
from actions.memory import context_of
from actions.turn import Turn
from actions.world import World
from casework.own_job import load_own_job

NOT_UNDERSTOOD = {"nlu_fallback", "out_of_scope"}
FEWEST_OF_A_CASE = 8  # words
SURE_OF_THEMSELVES = 0.8
# « on me dit que je suis OBLIGÉE de signaler, c’est vrai ? » asks for the law, and not where to refer.
REFERRALS, OF_THE_LAW = {"start_referral", "ask_referral"}, "ask_police"


def as_who_writes(world: World, turn: Turn) -> Turn:
    """What is not understood is still about coming back, from somebody who does; a worker who tells a case wants to
    know where to refer."""
    if turn.intent == "ask_capabilities" and turn.confidence < SURE_OF_THEMSELVES and is_of_the_machine(world, turn):
        return replace(turn, intent="bot_challenge")
    if turn.intent == "self_concern" and _speaks_of_another(world, turn):
        return replace(turn, intent="describe_concern")
    if turn.intent == "describe_concern" and not turn.slot("given") and _is_a_workers_case(turn):
        return replace(turn, intent="start_referral")
    if turn.intent in REFERRALS and world.needs.asked_for(turn.text) == DUTY:
        return replace(turn, intent=OF_THE_LAW)
    if turn.intent not in NOT_UNDERSTOOD:
        return turn
    context = context_of(world, turn)
    if context.get("returned") == "yes" and context.get("speaker") == "self":
        return replace(turn, intent="ask_returnee")
    tells = len(turn.text.split()) >= FEWEST_OF_A_CASE and not str(turn.slot("last_answer")).startswith("ask_referral")
    case = world.words.meaning("speaker", turn.text) == "professional" and context.get("minor")
    tells = tells and world.needs.asked_for(turn.text) is None
    return replace(turn, intent="start_referral") if tells and case else turn


def is_of_the_machine(world: World, turn: Turn) -> bool:
    """« je sais pas si ça sert à quelque chose de raconter ma vie à un robot »"""
    return bool(turn.text) and world.words.meaning("of_the_machine", turn.text) is not None


def _is_a_workers_case(turn: Turn) -> bool:
    """« éducateur en AMO ici. un jeune qui… », as the first words of a talk."""
    return len(turn.text.split()) >= FEWEST_OF_A_CASE and bool(load_own_job().told_in(turn.text))


def _speaks_of_another(world: World, turn: Turn) -> bool:
    """« c’est pas ça, juste il les déteste », from a relative: hardly about themselves."""
    is_relative = (turn.slot("context") or {}).get("speaker") in {"relative", "professional"}
    of_themselves = world.words.meaning("speaker", turn.text) == "self" or FIRST_PERSON.search(turn.text)
    return is_relative and not of_themselves and turn.confidence < SURE_OF_THEMSELVES
