"""A request followed or taken back only where that is meant: « je nettoie ou j’attends ? » from somebody who made none
is answered as calm talk. Listed in all_actions in place of the acts themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.choice import NOTHING
from actions.request_lookup import requests_of
from actions.request_taken_back import Withdraw
from actions.requests import FollowUp
from actions.respond import Respond
from actions.turn import Turn
from actions.world import World
from casework.references import resembles_reference

Events = list[dict[str, Any]]
MEANT = 0.6  # the least confidence at which words that name no request are an act


async def is_hardly_meant(world: World, turn: Turn) -> bool:
    """A doubtful reading of words that name no request, or that are another button, where no request was made, begun
    or asked about."""
    if not turn.text or turn.confidence >= MEANT or resembles_reference(turn.text):
        return False
    if turn.form_is_active or any(turn.slot(name) for name in ("paused_form", "contact_reference", "awaiting")):
        return False
    if world.words.meaning("asks", turn.text) is not None:
        return True  # « d’où vient cette réponse ? » is the button of that name, typed
    named = any(world.afterwards.meaning(of, turn.text) for of in ("of_a_contact", "withdrawing", "calling"))
    return not named and not await requests_of(world, turn)


class _IfMeant(Action):
    """Before the act itself in the order of the classes."""

    _world: World

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if await is_hardly_meant(self._world, turn):
            return await Respond(self._world).answer(dispatcher, replace(turn, intent=NOTHING))
        events: Events = await super().run(dispatcher, tracker, domain)
        return events


class FollowUpIfMeant(_IfMeant, FollowUp):
    pass


class WithdrawIfMeant(_IfMeant, Withdraw):
    pass
