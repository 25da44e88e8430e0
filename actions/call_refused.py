"""« je ne veux pas qu’on me rappelle », « surtout ne m’appelez pas »: no request begins for it; of one that was sent
it is said how the call is taken back, of one that was made elsewhere that it cannot be found here. Called by
contact_orders, afterwards, requests and contact_submit."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import urgent_is_open
from actions.request_lookup import requests_of
from actions.request_unknown import is_left_elsewhere, say_unknown
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.call_wishes import refused_apart
from casework.contact_ways import has_a_way
from casework.request_states import request_states

Events = list[dict[str, Any]]
LONGEST, FEWEST_LEFT = 24, 6  # words; of what stands beside the refusal: more says something of its own


def refuses_every_call(world: World, turn: Turn) -> bool:
    """A call is not wanted, and no other contact is wished in the same message: no way, no number, no request."""
    if not turn.text or len(turn.text.split()) > LONGEST or "?" in turn.text:
        return False
    refused, rest = refused_apart(turn.text)
    if not refused or len(rest.split()) > FEWEST_LEFT:
        return False
    wishes = any(world.afterwards.meaning(group, rest) for group in ("of_a_contact", "begin_anew", "making_one"))
    other_way = world.form.said.way_named(rest) or world.form.field("channel").read(rest)
    return not (wishes or other_way or has_a_way(world.form, rest))


async def no_call_wanted(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """Where no form is open; None when the message says something else."""
    if turn.form_is_active or turn.slot("paused_form") or urgent_is_open(turn) or not refuses_every_call(world, turn):
        return None
    open_ones = request_states().open_to_change()
    mine = [found for found in await requests_of(world, turn) if found.status in open_ones]
    if await is_left_elsewhere(world, turn):
        return say_unknown(world, dispatcher, turn, lost=True, withdraws=True)  # « personne ne vous appelle » is untrue
    content = world.content
    if not mine:
        ways = [(content.text(f"button.{way}"), f"/{way}") for way in ("talk_to_human", "ask_capabilities")]
        say(dispatcher, content.text("no_call", turn.moment), *ways)
        return [set_slot("awaiting", None)]
    reference = str(mine[-1].reference)
    acts = (("change", f"change:begin:{reference}"), ("withdraw", f"withdraw:{reference}"))
    buttons = [(content.text(f"button.{name}"), f'/choose{{"value": "{act}"}}') for name, act in acts]
    say(dispatcher, content.text("no_call_for_it", turn.moment, reference=reference), *buttons)
    return [set_slot("awaiting", None)]
