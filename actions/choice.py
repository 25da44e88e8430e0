"""Which answer a calm message gets: what our rules propose, or another for which more speaks. Called by respond."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from actions.candidates import Proposal, candidates
from actions.memory import danger_is_near, urgent_is_open
from actions.turn import Turn
from actions.world import World
from casework.answer_choice import Reasons
from casework.asked import subject_of
from casework.words import comparable

OF_THE_INTENT = "intent"  # the name of a proposal that the intent alone makes
NOTHING = "nlu_fallback"  # what is proposed where nothing was understood
# Proposals that are no answers of the content, and stay what they are.
STAY = {"show_source", "repeat", "other_language", "harmful_request"}
BY_RULE = "rule"  # a proposal that nothing is weighed against
NAMED = {"name", "few_words"}  # proposals of a service by its name
OF_A_SERVICE, FEWEST_OF_A_LONG_NAME = "service/", 3  # words
# What is said of the talk itself: the authors of the talks had no such answers to name.
OF_THE_TALK = {"bot_challenge", "goodbye", "greet", "insult", "ask_capabilities"}
SURE, SURE_OF_A_NAME = 0.6, 0.7
SURE_OF_A_GUESS = 0.3  # of all the weight, where nothing was understood: of what has less, one in nine is right
# What is done at once where it is so surely asked for: a person, and where to refer somebody.
ASKED_FOR = {"talk_to_human": 0.6, "ask_referral": 0.9}
# Readings that our rules alone decide about.
ACTED_ON = ("start_", "stop_", "show_", "choose")


@dataclass(frozen=True)
class Chosen:
    """`answer`: the proposal as it stands, or an answer id; NOTHING where too little speaks for any. `weighed`: the
    candidates with what speaks for each; none where our rules alone decided."""

    answer: str
    weighed: Mapping[str, Reasons]


def chosen_answer(world: World, turn: Turn, proposal: Proposal) -> Chosen:
    if not may_be_weighed(turn, proposal):
        return Chosen(proposal.answer, {})
    weighed = candidates(world, turn, proposal)
    return Chosen(_chosen_of(world, turn, proposal, weighed), weighed)


def _chosen_of(world: World, turn: Turn, proposal: Proposal, weighed: dict[str, Reasons]) -> str:
    if _is_named_in_full(world, turn, proposal):
        return proposal.answer
    if _is_of_the_talk_itself(turn, proposal):
        certain = world.asked.certainly(turn.parse)
        return certain if certain in weighed else proposal.answer
    if proposal.answer == NOTHING:
        something = {answer: reasons for answer, reasons in weighed.items() if answer != NOTHING}
        best = world.answer_choice.best(something) if something else None
        return best.answer if best and best.share >= SURE_OF_A_GUESS else NOTHING
    weighed = of_a_sure_subject(world, turn, proposal, weighed)
    chosen = world.answer_choice.instead_of(proposal.answer_id, weighed)
    return proposal.answer if chosen == proposal.answer_id else chosen


def of_a_sure_subject(world: World, turn: Turn, proposal: Proposal, weighed: dict[str, Reasons]) -> dict[str, Reasons]:
    """Where no answer weighs much and the intent is sure, one of its own: « si je téléphone, elle le saura ? » asks for
    no price; and the service that is named."""
    if world.answer_choice.best(weighed).share >= SURE_OF_A_GUESS:
        return weighed
    if proposal.source in NAMED:
        return {proposal.answer_id: weighed[proposal.answer_id]}
    if proposal.source != OF_THE_INTENT or turn.confidence < SURE_OF_A_NAME:
        return weighed
    subject = subject_of(proposal.answer_id)
    return {answer: reasons for answer, reasons in weighed.items() if subject_of(answer) == subject}


def may_be_weighed(turn: Turn, proposal: Proposal) -> bool:
    """In a form and while somebody may be in danger our rules decide; so they do of what no model heard."""
    if not turn.text or not turn.parse.get("asked") or turn.form_is_active or _is_said_of_danger(turn):
        return False
    if turn.intent.startswith(ACTED_ON) or turn.intent == "ask":
        return False
    if turn.confidence >= ASKED_FOR.get(turn.intent, math.inf):
        return False
    stays = proposal.source == BY_RULE or proposal.answer in STAY or turn.intent in STAY
    return not stays and not _is_surely_named(turn, proposal)


def _is_named_in_full(world: World, turn: Turn, proposal: Proposal) -> bool:
    """« c’est quoi Signaler un contenu en ligne ? »: a name that sounds like a question of its own."""
    if proposal.source not in NAMED or not proposal.answer_id.startswith(OF_A_SERVICE):
        return False
    name = comparable(world.directory.service(proposal.answer_id.removeprefix(OF_A_SERVICE)).short_name)
    return len(name.split()) >= FEWEST_OF_A_LONG_NAME and name in comparable(turn.text)


def _is_surely_named(turn: Turn, proposal: Proposal) -> bool:
    """« on a encore un référent radicalisme chez nous ? »: a service named, and its subject surely meant."""
    of_it = subject_of(proposal.answer_id) == subject_of(turn.intent)
    return proposal.source == "service" and of_it and turn.confidence >= SURE_OF_A_NAME


def _is_said_of_danger(turn: Turn) -> bool:
    """While an alarm is open, save for what is said once it is calmer and for questions without any danger."""
    if not urgent_is_open(turn):
        return False
    return turn.urgency.get("level") != "none" or (danger_is_near(turn) and not turn.asks)


def _is_of_the_talk_itself(turn: Turn, proposal: Proposal) -> bool:
    """« dites, vous êtes une vraie personne ? », surely read: only a learned answer that is certain says better."""
    return proposal.answer.split("/")[0] in OF_THE_TALK and turn.confidence >= SURE
