"""What a person says about a sent request, or about what is kept of them, however it was read. Called by waiting."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.call_refused import no_call_wanted
from actions.contact_draft import go_on_with_draft, is_set_aside
from actions.contact_question import answer_about_request, answer_of_request
from actions.earlier_request import about_an_earlier_one
from actions.kept import about_what_is_kept
from actions.memory import context_of, urgent_is_open, was_said_lately
from actions.request_asked import (
    CHANGE_OF_MIND,
    asks_how_long,
    asks_how_to_take_back,
    asks_of_the_sent,
    asks_when,
    has_no_news,
    was_promised,
)
from actions.request_change import (
    add_to_request,
    begin_change,
    go_on_with_change,
    say_already_saved,
    wants_change,
)
from actions.request_lookup import Found, requests_of
from actions.request_taken_back import ask_to_withdraw, withdraw_tapped
from actions.request_told import adds_to_it, gives_a_way, leaves_as_it_is
from actions.request_unknown import REFERENCE, is_lost, say_unknown
from actions.requests import (
    aside,
    follow_up,
    say_left_with_thanks,
    say_nothing_there,
    say_when,
    worries_whether_it_went,
)
from actions.sent_already import said_to_send_again
from actions.speak import go_on_with
from actions.turn import FORM, Turn
from actions.world import World
from casework.phones import begins_a_number, read_phone
from casework.references import resembles_reference

Events = list[dict[str, Any]]
# Questions of ours whose answer is read elsewhere.
OF_THEIR_OWN = {"safety", "danger_check", "found", "child_safe", "erase", "withdraw", "guidance", "referral"}
REFUSED_LATELY = 2  # turns
LONGEST_WISH, LONGEST_BARE, LONGEST_ASKED = 14, 5, 30  # words
# Asked of a call that was asked for, also where no request is found.
ABOUT_THE_CALL = {"request/voicemail", "request/change_of_mind"}
SURELY_MEANT = 0.9
SHORTEST_REFERENCE, FEWEST_DIGITS = 5, 2


async def about_afterwards(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """None when the message is about something else."""
    if turn.intent == "choose":
        return await _tapped(world, dispatcher, turn)
    if not turn.text:
        return None
    if resembles_reference(turn.text):
        withdraws = world.afterwards.meaning("withdrawing", turn.text)
        return await (ask_to_withdraw if withdraws else follow_up)(world, dispatcher, turn)
    if _tries_a_reference(turn):
        return say_unknown(world, dispatcher, turn, tried=True)
    for heard in (go_on_with_draft, said_to_send_again):
        if (events := heard(world, dispatcher, turn)) is not None:
            return events
    if (events := await go_on_with_change(world, dispatcher, turn)) is not None:
        return events
    if (events := await about_what_is_kept(world, dispatcher, turn)) is not None:
        return events
    if turn.form_is_active or is_set_aside(turn) or turn.slot("awaiting") in OF_THEIR_OWN:
        return None
    if (events := await no_call_wanted(world, dispatcher, turn)) is not None:
        return events
    mine = await requests_of(world, turn)
    if (mine or turn.slot("awaiting") == REFERENCE) and leaves_as_it_is(world, turn.text):
        return say_left_with_thanks(world, dispatcher, turn)
    if (events := await about_an_earlier_one(world, dispatcher, turn)) is not None:
        return events
    if mine:
        return await _about_the_sent(world, dispatcher, turn, mine)
    return _without_a_request(world, dispatcher, turn)


def _without_a_request(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """Nothing was sent from here: a lost reference, a question before one begins, or a number that begins one."""
    words, text = world.afterwards, turn.text
    if worries_whether_it_went(world, turn):
        return say_nothing_there(world, dispatcher, turn)
    tells_of_one = turn.slot("awaiting") == REFERENCE and _withdraws(world, turn)
    left_one = words.meaning("left_one", text) and words.meaning("withdrawing", text) and "?" not in text
    if is_lost(world, turn):
        return say_unknown(world, dispatcher, turn, lost=True)
    if (
        tells_of_one
        or left_one
        or was_promised(world, turn)
        or (words.meaning("left_one", text) and has_no_news(world, turn))
    ):
        return say_unknown(world, dispatcher, turn)
    if turn.slot("awaiting") == REFERENCE and (asks_when(world, turn) or asks_how_long(world, turn)):
        return answer_of_request(world, dispatcher, turn, "request/when")
    if (asked := _asked_of_the_offered(world, turn)) is not None:
        return answer_of_request(world, dispatcher, turn, asked)
    if (
        (asked := world.form.question_in(text)) in ABOUT_THE_CALL
        and "?" in text
        and not _is_surely_of_what_is_kept(turn)
    ):
        return answer_of_request(world, dispatcher, turn, str(asked))
    if _asks_to_be_called(world, turn):
        return [go_on_with(FORM)]
    if "?" in text and words.meaning("a_request", text) and len(text.split()) <= LONGEST_WISH:
        return answer_about_request(world, dispatcher, turn, text)
    return _begun_by_a_number(world, turn)


async def _about_the_sent(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, mine: list[Found]
) -> Events | None:
    """A question about it, a change, its withdrawal, or when somebody will call."""
    words = world.afterwards
    if (told := say_already_saved(world, dispatcher, turn, mine)) is not None:
        return told
    if is_lost(world, turn) or words.meaning("is_it_sent", turn.text):
        return await follow_up(world, dispatcher, turn)
    if asks_how_to_take_back(world, turn):
        return answer_of_request(world, dispatcher, turn, CHANGE_OF_MIND)
    if wants_change(world, turn) or gives_a_way(world, turn):
        return await begin_change(world, dispatcher, turn)
    if adds_to_it(world, turn) and not urgent_is_open(turn):
        return await add_to_request(world, dispatcher, turn)  # « on peut ajouter que mon père vient aussi ? »
    short = len(turn.text.split()) <= LONGEST_WISH
    if _withdraws(world, turn):
        return await ask_to_withdraw(world, dispatcher, turn)
    if asks_of_the_sent(world, turn) or was_promised(world, turn):
        return await say_when(world, dispatcher, turn, mine)
    asks = "?" in turn.text or world.form.said.asking.are_in(turn.text)
    return answer_about_request(world, dispatcher, turn, turn.text) if asks and short else None


def _asked_of_the_offered(world: World, turn: Turn) -> str | None:
    """« pk vous en avez besoin d’abord ? », right after leave was asked, or a request was refused."""
    form = world.form
    if "?" not in turn.text or len(turn.text.split()) > LONGEST_WISH:
        return None
    shown = (form.texts["refused"].splitlines()[0], *form.texts["cancelled"].splitlines()[:1])
    return form.question_in(turn.text) if any(was_said_lately(turn, text, REFUSED_LATELY) for text in shown) else None


def _is_surely_of_what_is_kept(turn: Turn) -> bool:
    """« je regrette d’avoir écrit les prénoms. ça reste ? »"""
    return turn.calm_intent == "ask_confidentiality" and turn.calm_confidence >= SURELY_MEANT


def _asks_to_be_called(world: World, turn: Turn) -> bool:
    """« je n’ose pas former le numéro, est-ce qu’eux ne peuvent pas me téléphoner ? »"""
    text = turn.text
    asks = "?" in text and len(text.split()) <= LONGEST_ASKED and world.afterwards.meaning("call_instead", text)
    return bool(asks) and not urgent_is_open(turn) and context_of(world, turn).get("writer") != "child"


def _withdraws(world: World, turn: Turn) -> bool:
    words, short = world.afterwards, len(turn.text.split()) <= LONGEST_WISH
    bare = bool(turn.slot("contact_reference")) and len(turn.text.split()) <= LONGEST_BARE and "?" not in turn.text
    named = bare or words.meaning("it", turn.text) is not None
    return short and named and words.meaning("withdrawing", turn.text) is not None


def _tries_a_reference(turn: Turn) -> bool:
    """« NAM-1234 », « j’avais fait une capture, 48213 je crois » after « écrivez-moi sa référence »: no reference of
    ours, and meant as one."""
    asked = turn.slot("awaiting") == REFERENCE and len(turn.text.split()) <= LONGEST_WISH
    return (
        asked
        and not begins_a_number(turn.text)
        and any(_has_a_number(word) for word in turn.text.split())
        and not read_phone(turn.text)
    )


def _has_a_number(word: str) -> bool:
    return len(word) >= SHORTEST_REFERENCE and sum(sign.isdigit() for sign in word) >= FEWEST_DIGITS


def _begun_by_a_number(world: World, turn: Turn) -> Events | None:
    """Who gives a number to a machine that has no form open wants to be called: the form begins with it."""
    is_free = not turn.slot("awaiting") and not urgent_is_open(turn)
    if not is_free or context_of(world, turn).get("writer") == "child":
        return None
    return [go_on_with(FORM)] if gives_a_way(world, turn, LONGEST_WISH) or _begins_a_way(world, turn) else None


def _begins_a_way(world: World, turn: Turn) -> bool:
    """« c’est par tél, 0470 12 34 », a number too short and the way named: the form says what is missing."""
    short = len(turn.text.split()) <= LONGEST_ASKED and "?" not in turn.text
    named = short and world.form.said.way_named(turn.text) == "phone"
    return named and begins_a_number(turn.text) and not world.afterwards.meaning("of_another", turn.text)


async def _tapped(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """Each button carries what it is about, so that one under an old bubble still does what it says."""
    about, _, value = (turn.value or "").partition(":")
    if about == "withdraw":
        return await withdraw_tapped(world, dispatcher, turn, value)
    if about == "kept":
        told = await about_what_is_kept(world, dispatcher, turn)
        return None if told is None else [*told, *aside(turn)]
    if about != "change":
        return None
    if value.startswith("begin:"):
        return [*await begin_change(world, dispatcher, turn, value.removeprefix("begin:")), *aside(turn)]
    return await go_on_with_change(world, dispatcher, turn)
