"""What may be answered to a message while an alarm is open: each move names its answer, and is made only when chosen.
Called by alarm_talk and alarm_choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.alarm_who import writer_is_in_danger
from actions.answer import give_answer, in_few_words, in_short, light_of, with_numbers_of_the_kind
from actions.memory import note_given, times_given
from actions.speak import put_in, set_slot, speak
from actions.turn import Turn
from actions.urgent import after_urgent, offer_what_stepped_aside
from actions.world import World
from casework.alarm_talk import State
from casework.in_context import Reading

Events = list[dict[str, Any]]
LONGEST_WITH_ANOTHER = 1000  # characters of a bubble
LEARNED = "learned"  # the source of a move that no rule of ours proposes


@dataclass(frozen=True)
class Move:
    """`answer`: an id of the content; `source`: which of our rules found it, or LEARNED."""

    answer: str
    source: str
    make: Callable[[CollectingDispatcher], Events]


def tapped(world: World, turn: Turn, meaning: str, source: str) -> Move:
    """As if the button of that meaning had been tapped."""
    return Move(f"after_{meaning}", source, lambda dispatcher: after_urgent(world, dispatcher, turn, meaning))


def said(world: World, turn: Turn, answer: str, state: State, source: str) -> Move:
    """An answer, and what is left of the alarm after it."""
    return Move(answer, source, lambda dispatcher: _say(world, dispatcher, turn, answer, state))


def of_reading(world: World, turn: Turn, reading: Reading) -> Move:
    """What a learned reading that does something is answered with."""
    if reading.as_tapped:
        return tapped(world, turn, reading.as_tapped, LEARNED)
    answer = reading.of_self if reading.of_self and writer_is_in_danger(turn) else reading.answer
    return said(world, turn, str(answer), reading.state, LEARNED)


def with_short_ones(world: World, turn: Turn, first: Move, *others: str) -> Move:
    """The move, and other answers in short under it."""

    def make(dispatcher: CollectingDispatcher) -> Events:
        events = first.make(dispatcher)
        for answer in others:
            speak(dispatcher, [in_short(world, turn, answer)])
        return events

    return Move(first.answer, first.source, make)


def with_few_words_of(world: World, turn: Turn, first: Move, other: str) -> Move:
    """The move, and in its last bubble what another answer says in few words."""

    def make(dispatcher: CollectingDispatcher) -> Events:
        events = first.make(dispatcher)
        said = [message for message in dispatcher.messages if message.get("text")]
        words = in_few_words(world, turn, other)
        if said and len(said[-1]["text"]) + len(words) <= LONGEST_WITH_ANOTHER:
            put_in(said[-1], words)
        return events

    return Move(first.answer, first.source, make)


def _say(world: World, dispatcher: CollectingDispatcher, turn: Turn, answer: str, state: State) -> Events:
    if state == "open":
        return give_answer(world, dispatcher, turn, answer)
    again = times_given(turn, answer)
    replies = world.content.render(answer, turn.moment, context=light_of(world, turn), again=again)
    over = state == "over"
    speak(dispatcher, replies if over else with_numbers_of_the_kind(world, turn, replies))
    return [*note_given(turn, answer), *_what_is_left(world, dispatcher, turn, over)]


def _what_is_left(world: World, dispatcher: CollectingDispatcher, turn: Turn, over: bool) -> Events:
    """After pills nothing is over before somebody was reached; then the question stays open."""
    urgent = turn.slot("urgent")
    if not urgent:
        return [set_slot("awaiting", None)]
    if urgent.get("hint") == "pills" and not over:
        return [set_slot("awaiting", "safety")]
    offer_what_stepped_aside(world, dispatcher, turn)
    return [set_slot("urgent", None if over else {**urgent, "calm": True}), set_slot("awaiting", None)]
