"""What is not understood, or written in another language: guesses as buttons, a person, and in danger the call for help
that it may be. Called by respond."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer
from actions.by_writer import FEWEST_OF_A_CASE, is_of_the_machine
from actions.give import MORE_IN_DANGER, NOTHING_WRITTEN, give, menu
from actions.memory import context_of, counted, danger_is_near, times_given, urgent_is_open
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.waiting import KEEP
from actions.world import World

Events = list[dict[str, Any]]
# « Vous voulez parler de… ? » names subjects, not courtesies.
NO_GUESS = {
    "affirm", "deny", "greet", "goodbye", "thank", "insult", "harmful_request", "out_of_scope", "other_language",
    "bot_challenge", "request_follow_up", "withdraw_request", "erase_my_data",
}  # fmt: skip
# Before anything was spoken of, a guess is not better than these.
FIRST_GUESSES = ("describe_concern", "self_concern", "start_referral")
GUESSES = 3
# Of somebody who told whom they write about, this many words without a question tell more of it.
MORE_TOLD, FEWEST_OF_MORE = "follow/more_told", 8


def ask_what_is_meant(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """In danger, or from a child, words that are not understood are still a call for help."""
    if danger_is_near(turn):
        return give_answer(world, dispatcher, turn, MORE_IN_DANGER)
    if context_of(world, turn).get("writer") == "child":
        return give(world, dispatcher, turn, "child/tell")
    if urgent_is_open(turn):
        return give(world, dispatcher, turn, NOTHING_WRITTEN)
    speaker = context_of(world, turn).get("speaker")
    if not turn.slot("given") and speaker in {"relative", "professional"}:
        return give(world, dispatcher, turn, f"opening/{speaker}")
    if is_of_the_machine(world, turn):
        return give(world, dispatcher, turn, "bot_challenge")
    if not turn.slot("given") and len(turn.text.split()) >= FEWEST_OF_A_CASE:
        return give(world, dispatcher, turn, "opening/told")
    if turn.slot("given") and speaker and not turn.asks and len(turn.text.split()) >= FEWEST_OF_MORE:
        return give(world, dispatcher, turn, MORE_TOLD)  # « pourtant trente-cinq ans j’ai porté le courrier… »
    return _ask_back(world, dispatcher, turn)


def _ask_back(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """The first time two or three guesses; the second time a person and the menu."""
    times, again = int(turn.slot("misunderstood") or 0), times_given(turn, "fallback")
    content = world.content
    guesses = [g for g in turn.parse.get("guesses") or [] if f"label.{g}" in content.texts and g not in NO_GUESS]
    if not turn.slot("given"):
        guesses = list(FIRST_GUESSES)
    if times == 0 and guesses:
        buttons = [(content.text(f"label.{g}"), f"/{g}") for g in guesses[:GUESSES]]
        say(dispatcher, content.text("fallback_first", turn.moment, again=again), *buttons)
    else:
        say(dispatcher, content.text("fallback_second", turn.moment, again=again), *menu(world))
    noted = [set_slot("misunderstood", times + 1), counted(turn, "fallback")]
    return [*noted, *_ask_to_keep(world, dispatcher, turn, times)]


def _ask_to_keep(world: World, dispatcher: CollectingDispatcher, turn: Turn, times: int) -> Events:
    """Once a conversation, after the second failure: may this sentence be kept, masked, to improve the data?"""
    if times != 1 or not turn.text or turn.form_is_active:
        return []
    content = world.content
    buttons = [(content.text("button.yes"), "/affirm"), (content.text("button.no"), "/deny")]
    say(dispatcher, content.text("may_keep_sentence", turn.moment), *buttons)
    return [set_slot("awaiting", KEEP), set_slot("unclear", turn.text)]


def say_in_their_language(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    content = world.content
    key = f"language.{turn.parse.get('language')}"
    key = key if key in content.texts else "language.other"
    danger = (content.text("button.urgent_menu"), "/urgent_menu")
    say(dispatcher, content.text(key, turn.moment, again=times_given(turn, key)), danger, menu(world)[0])
    return [counted(turn, key)]
