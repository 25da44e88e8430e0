"""« Voulez-vous tout effacer ? », and what a yes does. Called by request_taken_back."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.contact_values import forget_values
from actions.erasure import erasure_in
from actions.plain_answer import plain_yes_or_no
from actions.request_lookup import requests_of
from actions.speak import direct, say, set_slot
from actions.turn import Turn
from actions.world import World

Events = list[dict[str, Any]]


def agreed_to_erase(world: World, turn: Turn) -> bool | None:
    """« oui je suis sûr, effacez tout »"""
    orders = erasure_in(world, turn.text).named and "?" not in turn.text
    waits = world.words.share("on_reflection", "wait", turn.text) > 0
    if orders and not waits and world.words.meaning("yes_no", turn.text) == "yes":
        return True
    return plain_yes_or_no(world, turn)


def ask_to_erase(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« Voulez-vous tout effacer ? »"""
    content = world.content
    yes, no, see = (content.text(f"button.{name}") for name in ("yes", "no", "see_what_is_kept"))
    buttons = ((yes, "/affirm"), (no, "/deny"), (see, '/choose{"value": "kept:show"}'))
    say(dispatcher, content.text("erase_confirm", turn.moment), *buttons)
    return [set_slot("awaiting", "erase")]


async def forget_all(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Requests not yet handed over are withdrawn; the bot erases the conversation after this reply."""
    mine = [found.reference for found in await requests_of(world, turn)]
    withdrawn = [reference for reference in mine if await world.requests.withdraw(reference)]
    beyond = [reference for reference in mine if reference not in withdrawn]
    lines = [world.content.text("erased", turn.moment)]
    for key, references in (("erased_withdrawn", withdrawn), ("erased_handed_over", beyond)):
        if references:
            lines.append(world.content.text(key, turn.moment, references=", ".join(references)))
    lines.append(world.content.text("erased_goodbye", turn.moment))
    ways = [(world.content.text(f"button.{i}"), f"/{i}") for i in ("ask_capabilities", "talk_to_human")]
    say(dispatcher, "\n".join(lines), *ways)
    direct(dispatcher, "forget")
    return [set_slot("awaiting", None), set_slot("changing", None), *forget_values(world)]
