"""Taking back what was sent or told: a request withdrawn, and everything erased; asked about before it is done. Called
by the actions that answer, waiting and afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.call_refused import no_call_wanted
from actions.contact_accepted import request_accepted
from actions.contact_draft import go_on_with_draft, said_of_draft
from actions.contact_end import ContactEnd
from actions.contact_question import answer_of_request
from actions.erased import agreed_to_erase, ask_to_erase, forget_all
from actions.erasure import erasure_in
from actions.kept import about_what_is_kept
from actions.plain_answer import plain_yes_or_no
from actions.request_asked import (
    CHANGE_OF_MIND,
    LONGEST_QUESTION,
    asked_of_one,
    asks_of_another_thing,
    asks_of_the_sent,
)
from actions.request_change import add_to_request, begin_change, go_on_with_change, wants_change
from actions.request_changing import CHANGE
from actions.request_lookup import Found, TooManyGuesses, found_for, requests_of
from actions.request_told import leaves_as_it_is
from actions.request_unknown import is_lost_elsewhere, say_unknown, wants_change_elsewhere
from actions.requests import (
    aside,
    may_be_withdrawn,
    said_in_danger,
    say_left_with_thanks,
    say_nothing_there,
    say_when,
)
from actions.sent_already import said_to_send_again
from actions.speak import go_on_with, say, set_slot
from actions.turn import FORM, Turn
from actions.world import World
from casework.references import Reference, read_reference, resembles_reference
from casework.typed_words import clauses

Events = list[dict[str, Any]]


class Withdraw(Action):
    """Asks before it withdraws; a request that is still being written is set aside, or dropped in so many words."""

    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_withdraw"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if (events := said_in_danger(self._world, dispatcher, turn)) is not None:
            return events
        if (events := await answer_what_was_asked(self._world, dispatcher, turn)) is not None:
            return events
        if (events := await request_accepted(self._world, turn)) is not None:
            return events
        if (events := said_to_send_again(self._world, dispatcher, turn)) is not None:
            return events
        if (events := await no_call_wanted(self._world, dispatcher, turn)) is not None:
            return events
        if not turn.form_is_active and leaves_as_it_is(self._world, turn.text) and turn.slot("awaiting") != CHANGE:
            return say_left_with_thanks(self._world, dispatcher, turn)
        there_is_a_draft = turn.slot("paused_form") or turn.form_is_active
        if there_is_a_draft and not await self._means_the_sent_one(turn):
            return self._about_the_draft(dispatcher, turn)
        if (events := await go_on_with_change(self._world, dispatcher, turn)) is not None:
            return events
        if await is_lost_elsewhere(self._world, turn):
            return say_unknown(self._world, dispatcher, turn, lost=True)
        if (asked_now := asked_of_one(self._world, turn)) is not None:
            return answer_of_request(self._world, dispatcher, turn, asked_now)
        if wants_change(self._world, turn) or await self._only_changes(turn):
            return await begin_change(self._world, dispatcher, turn)
        if (told := await self._asked_of_the_sent(dispatcher, turn)) is not None:
            return told
        asked = "?" in turn.text and self._world.form.question_in(turn.text) == CHANGE_OF_MIND
        if asked and not await requests_of(self._world, turn):
            return answer_of_request(self._world, dispatcher, turn, CHANGE_OF_MIND)
        words = self._world.afterwards
        begins = any(turn.text and words.meaning(name, turn.text) for name in ("another_request", "begin_anew"))
        if begins and not words.meaning("withdrawing", turn.text):
            return [go_on_with(FORM)]
        return await ask_to_withdraw(self._world, dispatcher, turn)

    async def _asked_of_the_sent(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
        """« on va m’appeler encore ce soir ? » takes nothing back."""
        withdraws = self._world.afterwards.meaning("withdrawing", turn.text) is not None
        if not turn.text or withdraws or not asks_of_the_sent(self._world, turn):
            return None
        mine = await requests_of(self._world, turn)
        return await say_when(self._world, dispatcher, turn, mine) if mine else None

    async def _only_changes(self, turn: Turn) -> bool:
        """« ya moyen de changer lheure apres »: of changing, and not of withdrawing."""
        words, text = self._world.afterwards, turn.text
        changes = bool(text) and words.meaning("change", text) and not words.meaning("withdrawing", text)
        here = bool(changes) and bool(await requests_of(self._world, turn))
        return here or await wants_change_elsewhere(self._world, turn)

    async def _means_the_sent_one(self, turn: Turn) -> bool:
        """Its reference is given, or the button under it was tapped."""
        if turn.text:
            return resembles_reference(turn.text)
        return not turn.form_is_active and bool(await requests_of(self._world, turn))

    def _about_the_draft(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        world, end = self._world, ContactEnd(self._world, dispatcher, turn)
        if (events := go_on_with_draft(world, dispatcher, turn)) is not None:
            return events
        meaning = world.words.meaning("paused", turn.text) if turn.text else None
        if meaning == "drop":
            return end.cancelled()
        if meaning == "resume" or wants_change(world, turn):
            return [go_on_with(FORM)]
        return end.set_aside()


async def ask_to_withdraw(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« Voulez-vous vraiment retirer… ? » for the request that is meant, the latest one when none is named."""
    try:
        every = await found_for(world, turn)
    except TooManyGuesses:
        say(dispatcher, world.content.text("follow_up_wait", turn.moment))
        return aside(turn)
    there = [found.reference for found in every if may_be_withdrawn(found)]
    if there:
        return [*_ask_whether_to_withdraw(world, dispatcher, turn, there[-1]), *aside(turn)]
    if every:
        say(dispatcher, world.content.text("withdraw_too_late", turn.moment, reference=str(every[-1].reference)))
    else:
        return [*say_nothing_there(world, dispatcher, turn), *aside(turn)]
    return aside(turn)


def _ask_whether_to_withdraw(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, reference: Reference, before: str = ""
) -> Events:
    content = world.content
    yes, no = content.text("button.yes"), content.text("button.no")
    text = content.text("withdraw_confirm", turn.moment, reference=str(reference))
    say(dispatcher, f"{before}{text}", (yes, "/affirm"), (no, "/deny"))
    return [set_slot("awaiting", "withdraw"), set_slot("contact_reference", str(reference))]


async def withdraw_tapped(world: World, dispatcher: CollectingDispatcher, turn: Turn, told: str) -> Events:
    """The button under a status: it carries the reference that was shown."""
    reference = read_reference(told)
    status = await world.requests.status(reference) if reference else None
    if reference is None or status is None:
        return [*say_unknown(world, dispatcher, turn), *aside(turn)]
    if not may_be_withdrawn(Found(reference, status, mine=False)):
        say(dispatcher, world.content.text("withdraw_too_late", turn.moment, reference=str(reference)))
        return aside(turn)
    return [*_ask_whether_to_withdraw(world, dispatcher, turn, reference), *aside(turn)]


async def withdraw_confirmed(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    reference = read_reference(turn.slot("contact_reference") or "")
    done = reference is not None and await world.requests.withdraw(reference)
    if done:
        ways = [(world.content.text(f"button.{i}"), f"/{i}") for i in ("request_contact", "ask_capabilities")]
        say(dispatcher, world.content.text("withdrawn", turn.moment, reference=str(reference)), *ways)
    elif reference is not None and await world.requests.status(reference):
        say(dispatcher, world.content.text("withdraw_too_late", turn.moment, reference=str(reference)))
    else:
        say_unknown(world, dispatcher, turn)
    return [set_slot("awaiting", None), set_slot("contact_reference", None)]


class Erase(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_erase"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Who asks what is kept is told it; who wants it gone is asked once."""
        turn = Turn.of(tracker)
        if (events := await answer_what_was_asked(self._world, dispatcher, turn)) is not None:
            return events
        if (told := await about_what_is_kept(self._world, dispatcher, turn)) is not None:
            return [*told, *aside(turn)]
        if (events := await self._of_a_draft(dispatcher, turn)) is not None:
            return events
        return [*ask_to_erase(self._world, dispatcher, turn), *aside(turn)]

    async def _of_a_draft(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
        """« on reprend la demande », whatever it was read as; with a word of erasing it is no such thing."""
        if erasure_in(self._world, turn.text).named:
            return None
        if said_of_draft(self._world, turn) == "resume":
            return go_on_with_draft(self._world, dispatcher, turn)
        return await request_accepted(self._world, turn)


async def answer_what_was_asked(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """« oui supprimez » after « voulez-vous vraiment retirer… ? », though by itself it asks to erase all."""
    waiting = turn.slot("awaiting")
    if not turn.text or waiting not in {"erase", "withdraw"}:
        return None
    if waiting == "withdraw" and (told := await _before_withdrawing(world, dispatcher, turn)) is not None:
        return told
    if waiting == "withdraw" and agrees_to_both(world, turn):
        done = await withdraw_confirmed(world, dispatcher, turn)
        return [*done, *ask_to_erase(world, dispatcher, turn)]
    agreed = agreed_to_withdraw(world, turn) if waiting == "withdraw" else agreed_to_erase(world, turn)
    return None if agreed is None else await settle(world, dispatcher, turn, agreed)


def agrees_to_both(world: World, turn: Turn) -> bool:
    """« Oui. Et effacez aussi tout ce que j’ai écrit ici »: the request goes, and whether all is to go is asked."""
    if not erasure_in(world, turn.text).ordered:
        return False
    parts = [part for part in clauses(turn.text) if not erasure_in(world, part).ordered]
    told = replace(turn, text=", ".join(parts))
    return bool(parts) and agreed_to_withdraw(world, told) is True


def agreed_to_withdraw(world: World, turn: Turn) -> bool | None:
    """« bon ok enlève », « retirez-la »: the word itself is a yes, where nothing in it refuses or asks."""
    words, text = world.afterwards, turn.text
    plain = text and "?" not in text and words.meaning("withdrawing", text) and not words.meaning("refusing", text)
    short = len(text.split()) <= LONGEST_QUESTION
    return True if plain and short else plain_yes_or_no(world, turn)


async def _before_withdrawing(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """A question (« trop tard ou ils l’ont déjà lu ? ») is no no: where it stands is told, and it is asked again; who
    only adds something is asked what."""
    reference = read_reference(turn.slot("contact_reference") or "")
    status = await world.requests.status(reference) if reference else None
    if reference is None or status is None:
        return None
    words, text = world.afterwards, turn.text
    if words.meaning("adding", text) and not agreed_to_withdraw(world, turn):
        return await add_to_request(world, dispatcher, turn)
    if not words.meaning("is_it_read", text) and ("?" not in text or asks_of_another_thing(world, turn)):
        return None
    if words.meaning("withdrawing", text) and not words.meaning("is_it_read", text):
        return None
    told = world.content.text(f"follow_up_status.{status}", turn.moment, reference=str(reference))
    if may_be_withdrawn(Found(reference, status, mine=True)):
        return _ask_whether_to_withdraw(world, dispatcher, turn, reference, f"{told}\n\n")
    say(dispatcher, told)
    return [set_slot("awaiting", None)]


async def settle(world: World, dispatcher: CollectingDispatcher, turn: Turn, agreed: bool) -> Events:
    """What a yes or a no to « voulez-vous vraiment effacer » or « retirer… ? » does, whichever was asked."""
    if not agreed:
        return _leave_it(world, dispatcher, turn)
    done = forget_all if turn.slot("awaiting") == "erase" else withdraw_confirmed
    return await done(world, dispatcher, turn)


def _leave_it(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« Non, n’effacez rien »: said back, with ways on."""
    ways = [(world.content.text(f"button.{i}"), f"/{i}") for i in ("request_follow_up", "ask_capabilities")]
    say(dispatcher, world.content.text("left_as_it_is", turn.moment), *ways)
    return [set_slot("awaiting", None)]
