"""Afterwards: what became of a request. Called by the actions that answer, afterwards and request_taken_back."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.alarm_talk import answer_in_alarm
from actions.answer import give_answer
from actions.contact_accepted import request_accepted
from actions.contact_draft import go_on_with_draft, is_set_aside, said_of_draft, say_draft_is_not_sent
from actions.contact_end import ContactEnd
from actions.contact_question import answer_of_request
from actions.kept import about_what_is_kept
from actions.memory import danger_is_near, was_said_lately
from actions.request_asked import LONGEST_QUESTION, asked_of_one, asks_how_to_know
from actions.request_change import begin_change, go_on_with_change, wants_change
from actions.request_lookup import Found, TooManyGuesses, found_for
from actions.request_told import leaves_as_it_is
from actions.request_unknown import is_lost_elsewhere, say_unknown
from actions.speak import leave_form, say, set_slot
from actions.turn import Turn
from actions.urgent import offer_resume
from actions.world import World
from casework.references import resembles_reference
from casework.request_states import PERSON, WITHDRAWN, request_states

Events = list[dict[str, Any]]


def may_be_withdrawn(found: Found) -> bool:
    return found.status in request_states().from_which(PERSON, WITHDRAWN)


def may_be_changed(found: Found) -> bool:
    return found.mine and found.status in request_states().open_to_change()


def aside(turn: Turn) -> Events:
    return leave_form() if turn.form_is_active else []


async def say_when(world: World, dispatcher: CollectingDispatcher, turn: Turn, mine: list[Found]) -> Events:
    """Where it stands; asked again just after that, honestly that no day is promised."""
    if any(was_said_lately(turn, str(found.reference), turns=2) for found in mine):
        return answer_of_request(world, dispatcher, turn, "request/when")
    return await follow_up(world, dispatcher, turn)


def said_in_danger(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """« appelez à ma place », « on attend des nouvelles » are about the danger, unless they name the request."""
    if not danger_is_near(turn) or not turn.text or resembles_reference(turn.text):
        return None
    if world.afterwards.meaning("request", turn.text) or (turn.slot("paused_form") and said_of_draft(world, turn)):
        return None
    heard = answer_in_alarm(world, dispatcher, turn)
    return give_answer(world, dispatcher, turn, "after_more") if heard is None else heard


class FollowUp(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_follow_up"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if (events := said_in_danger(self._world, dispatcher, turn)) is not None:
            return events
        if (events := await request_accepted(self._world, turn)) is not None:
            return events
        return await follow_up(self._world, dispatcher, turn)


async def follow_up(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """From another chat the status and the withdrawal only, with few tries."""
    if (events := await go_on_with_change(world, dispatcher, turn)) is not None:
        return events
    if (events := go_on_with_draft(world, dispatcher, turn)) is not None:
        return events
    if turn.text and (told := await about_what_is_kept(world, dispatcher, turn)) is not None:
        return [*told, *aside(turn)]
    if leaves_as_it_is(world, turn.text):
        return [*say_left_with_thanks(world, dispatcher, turn), *aside(turn)]
    if (asked := asked_of_one(world, turn)) is not None:
        return [*answer_of_request(world, dispatcher, turn, asked), *aside(turn)]
    if wants_change(world, turn):
        if await is_lost_elsewhere(world, turn):
            return [*say_unknown(world, dispatcher, turn, lost=True), *aside(turn)]
        return [*await begin_change(world, dispatcher, turn), *aside(turn)]
    try:
        every = await found_for(world, turn)
    except TooManyGuesses:
        say(dispatcher, world.content.text("follow_up_wait", turn.moment))
        return aside(turn)
    for found in every:
        _say_status(world, dispatcher, turn, found)
    if not every and (turn.form_is_active or is_set_aside(turn)) and not resembles_reference(turn.text):
        return say_draft_is_not_sent(world, dispatcher, turn)
    unknown = [] if every else say_nothing_there(world, dispatcher, turn)
    if turn.form_is_active:
        offer_resume(world, dispatcher, turn)
    return [*unknown, *aside(turn)]


def say_left_with_thanks(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« je ne change rien, j’attends lundi, merci »."""
    say(dispatcher, world.content.text("left_with_thanks", turn.moment))
    return [set_slot("awaiting", None)]


def _say_status(world: World, dispatcher: CollectingDispatcher, turn: Turn, found: Found) -> None:
    content, reference = world.content, str(found.reference)
    text = content.text(f"follow_up_status.{found.status}", turn.moment, reference=reference)
    if asks_how_to_know(world, turn):
        text = f"{text}\n{content.text('follow_up_how', turn.moment)}"
    buttons = []
    if may_be_changed(found):
        buttons.append((content.text("button.change"), f'/choose{{"value": "change:begin:{reference}"}}'))
    if may_be_withdrawn(found):
        buttons.append((content.text("button.withdraw"), f'/choose{{"value": "withdraw:{reference}"}}'))
    say(dispatcher, text, *buttons)


def say_nothing_there(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« c’est bien annulé, rien n’est parti ? » asks for no reference."""
    if not worries_whether_it_went(world, turn):
        return say_unknown(world, dispatcher, turn)
    ways = [(world.content.text(f"button.{i}"), f"/{i}") for i in ("request_contact", "talk_to_human")]
    ContactEnd(world, dispatcher, turn).say("nothing_to_cancel", *ways)
    return []


def worries_whether_it_went(world: World, turn: Turn) -> bool:
    asks = "?" in turn.text and len(turn.text.split()) <= LONGEST_QUESTION
    return asks and bool(world.afterwards.meaning("is_it_sent", turn.text))
