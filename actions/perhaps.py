"""Where it is doubtful which answer is asked for: the next likeliest one, in short, under the one that is given. Called
by respond."""

from __future__ import annotations

from collections.abc import Mapping

from actions.answer import in_few_words
from actions.candidates import GIVEN_JUST_NOW
from actions.memory import context_of, times_given, urgent_is_open
from actions.not_meant import REFERRAL
from actions.turn import Turn
from actions.world import World
from casework.answer_choice import AnswerChoice, Reasons
from casework.replies import Button, Reply

ANSWERS_A_QUESTION, OF_THE_CHAT = ("ask_", "service/"), "ask_capabilities"


def perhaps_meant(world: World, turn: Turn, weighed: Mapping[str, Reasons], given: str) -> str | None:
    """`given`: what was chosen for the turn among those that were `weighed`; None where nothing else is likely enough,
    and where one thing is said at a time: in danger, to a child."""
    if not weighed or urgent_is_open(turn) or context_of(world, turn).get("writer") == "child":
        return None
    return likeliest_beside(world.answer_choice, weighed, given)


def likeliest_beside(choice: AnswerChoice, weighed: Mapping[str, Reasons], given: str) -> str | None:
    """Of the candidates, as `perhaps_meant`; not what was said just now."""
    if given not in weighed:
        return None
    others = choice.may_be_meant_too(given, weighed)
    fit = (other for other in others if _answers_a_question(other) and GIVEN_JUST_NOW not in weighed[other])
    return next(fit, None)


def _answers_a_question(answer: str) -> bool:
    """A remark, a courtesy or « racontez-moi » under another answer helps nobody, nor does a list of our questions."""
    return answer.startswith(ANSWERS_A_QUESTION) and not answer.startswith((REFERRAL, OF_THE_CHAT))


def said_beside(world: World, turn: Turn, answer: str) -> Reply:
    """Its few words, and a button that leads to the whole of it."""
    more = Button(world.content.text("button.more_of_it"), f'/ask{{"value":"{answer}"}}')
    lead = world.content.text("perhaps_meant", turn.moment, again=times_given(turn, answer))
    return Reply(f"{lead} {in_few_words(world, turn, answer)}", (more,))
