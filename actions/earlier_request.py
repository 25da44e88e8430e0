"""What somebody says of a request that was made before: in part of its reference, twice by mistake, too soon, to add to
it, or to begin it anew. Called by afterwards, requests and contact_submit; words in data/afterwards.yml."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.contact_question import answer_of_request
from actions.request_asked import SECOND, asks_of_a_second
from actions.request_change import add_to_request, begin_change, wants_change
from actions.request_lookup import Found, requests_of
from actions.request_taken_back import ask_to_withdraw
from actions.request_unknown import REFERENCE, say_unknown, wants_change_elsewhere, wished_to_withdraw
from actions.requests import follow_up
from actions.speak import go_on_with
from actions.turn import FORM, Turn
from actions.world import World
from casework.contact_ways import has_a_way
from casework.words import comparable

Events = list[dict[str, Any]]
LONGEST_AGAIN, LONGEST_TOLD, LONGEST_ADDED = 10, 30, 40  # words


async def about_an_earlier_one(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """None when the message tells of none."""
    words, text, size = world.afterwards, turn.text, len(turn.text.split())
    if not text or size > LONGEST_ADDED:
        return None
    if asks_of_a_second(world, turn):
        return answer_of_request(world, dispatcher, turn, SECOND)
    if begins_anew(world, turn):
        return [go_on_with(FORM)]
    mine = await requests_of(world, turn)
    if words.meaning("twice", text) and size <= LONGEST_TOLD:
        return await _made_twice(world, dispatcher, turn, mine)
    if mine:
        return await _of_this_chat(world, dispatcher, turn)
    if await wants_change_elsewhere(world, turn):
        return await begin_change(world, dispatcher, turn)
    return _of_another_chat(world, dispatcher, turn, size)


def begins_anew(world: World, turn: Turn) -> bool:
    """« bon, alors faisons une nouvelle demande », « on peut en faire une nouvelle à mon nom ? »; not « si j’en refais
    une, ça va plus vite ? »."""
    words, text = world.afterwards, turn.text
    if not words.meaning("begin_anew", text) or turn.slot("paused_form"):
        return False
    barred = ("faster", "supposed", "twice")
    return world.form.said.supposing.length_at_start(comparable(text)) == 0 and not any(
        words.meaning(group, text) for group in barred
    )


async def _made_twice(world: World, dispatcher: CollectingDispatcher, turn: Turn, mine: list[Found]) -> Events:
    """Of two the later one may be withdrawn; of one, that it is only one."""
    if not mine:
        return say_unknown(world, dispatcher, turn)
    return await (ask_to_withdraw if len(mine) > 1 else follow_up)(world, dispatcher, turn)


async def _of_this_chat(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    words, text = world.afterwards, turn.text
    if words.meaning("adding", text) and (
        words.meaning("request", text) or ("?" not in text and world.form.message_words.added_in(text, freely=True))
    ):
        return await add_to_request(world, dispatcher, turn)
    if words.meaning("too_soon", text) or (words.meaning("left_one", text) and words.meaning("instead", text)):
        return await begin_change(world, dispatcher, turn)
    if words.meaning("faster", text):
        return answer_of_request(world, dispatcher, turn, "request/when")
    return None


def _of_another_chat(world: World, dispatcher: CollectingDispatcher, turn: Turn, size: int) -> Events | None:
    words, text = world.afterwards, turn.text
    if words.meaning("supposed", text) and (asked := world.form.question_in(text)):
        return answer_of_request(world, dispatcher, turn, asked)
    waits = turn.slot("awaiting") == REFERENCE
    if waits and size <= LONGEST_AGAIN and words.meaning("anew", text):
        return [go_on_with(FORM)]
    way_in_its_place = wished_to_withdraw(world, turn) and has_a_way(world.form, text)
    if waits and (words.meaning("part_of_reference", text) or way_in_its_place):
        return say_unknown(world, dispatcher, turn, lost=True)
    instead = (
        words.meaning("instead", text)
        or words.meaning("regretting", text)
        or words.meaning("withdrawing", text)
        or wants_change(world, turn)
    )
    told = words.meaning("left_one", text) is not None and bool(instead)
    return say_unknown(world, dispatcher, turn) if told else None
