"""Afterwards: what became of a request, withdrawing it, and forgetting everything."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.contact_values import forget_values
from actions.speak import direct, say, set_slot
from actions.turn import FORM, Turn
from actions.world import World
from casework.references import Reference, read_reference

Events = list[dict[str, Any]]
OPEN = {"nouveau", "pris_en_charge", "contacte", "transmis"}
LEAVE = [{"event": "active_loop", "name": None, "timestamp": None}, set_slot("requested_slot", None)]


async def references_of(world: World, turn: Turn) -> list[Reference]:
    """The reference that the message gives, else those of the requests made in this chat."""
    told = read_reference(turn.text) if turn.text else None
    return [told] if told else await world.requests.of_person(turn.person)


class FollowUp(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_follow_up"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, content = Turn.of(tracker), self._world.content
        found = False
        for reference in await references_of(self._world, turn):
            status = await self._world.requests.status(reference)
            if status:
                found = True
                text = content.text(f"follow_up_status.{status}", turn.moment, reference=str(reference))
                buttons = [(content.text("button.withdraw"), "/withdraw_request")] if status in OPEN else []
                say(dispatcher, text, *buttons)
        if not found:
            say(dispatcher, content.text("follow_up_unknown", turn.moment))
        return [set_slot("paused_form", FORM), *LEAVE] if turn.form_is_active else []


class Withdraw(Action):
    """Asks before it withdraws; a request that is still being written is simply dropped."""

    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_withdraw"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, content = Turn.of(tracker), self._world.content
        if turn.slot("paused_form") or turn.form_is_active:
            say(dispatcher, self._world.form.texts["cancelled"])
            return [*forget_values(self._world), *LEAVE]
        for reference in await references_of(self._world, turn):
            if await self._world.requests.status(reference) in OPEN:
                yes, no = content.text("button.yes"), content.text("button.no")
                text = content.text("withdraw_confirm", turn.moment, reference=str(reference))
                say(dispatcher, text, (yes, "/affirm"), (no, "/deny"))
                return [set_slot("awaiting", "withdraw"), set_slot("contact_reference", str(reference))]
        say(dispatcher, content.text("follow_up_unknown", turn.moment))
        return []


async def withdraw_confirmed(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    reference = read_reference(turn.slot("contact_reference") or "")
    done = reference is not None and await world.requests.withdraw(reference)
    key = "withdrawn" if done else "follow_up_unknown"
    say(dispatcher, world.content.text(key, turn.moment, reference=str(reference or "")))
    return [set_slot("awaiting", None), set_slot("contact_reference", None)]


class Erase(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_erase"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, content = Turn.of(tracker), self._world.content
        yes, no = content.text("button.yes"), content.text("button.no")
        say(dispatcher, content.text("erase_confirm", turn.moment), (yes, "/affirm"), (no, "/deny"))
        aside = [set_slot("paused_form", FORM), *LEAVE] if turn.form_is_active else []
        return [set_slot("awaiting", "erase"), *aside]


async def forget_all(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Requests not yet handed over are withdrawn; the bot erases the conversation after this reply."""
    mine = await world.requests.of_person(turn.person)
    handed_over = not all([await world.requests.withdraw(reference) for reference in mine])
    say(dispatcher, world.content.text("erased_but_handed_over" if handed_over else "erased", turn.moment))
    direct(dispatcher, "forget")
    return [set_slot("awaiting", None), *forget_values(world)]
