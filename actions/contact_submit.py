"""Stores a confirmed contact request, sealed for staff, and says its reference once the store has confirmed."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.contact_values import forget_values, given, values_of
from actions.memory import urgent_is_open
from actions.speak import say, set_slot
from actions.turn import FORM, Turn
from actions.urgent import after_urgent, meaning_after_urgent
from actions.world import World
from casework.requests import ContactRequest


class BeginContact(Action):
    """« Appelez pour moi » while somebody is in danger asks for help now, not for an appointment."""

    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_begin_contact"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if urgent_is_open(turn) and meaning_after_urgent(self._world, turn) in {"call_for_me", "cannot_call"}:
            return after_urgent(self._world, dispatcher, turn, str(meaning_after_urgent(self._world, turn)))
        return [{"event": "followup", "name": FORM, "timestamp": None}]


class SubmitContact(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_submit_contact"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Any failure of the store is left to fail the turn: nothing is said that did not happen."""
        turn = Turn.of(tracker)
        values = values_of(self._world, turn)
        if values["confirmed"] != "yes" or values["consent"] != "yes":
            return []
        request = request_of(values, turn)
        reference = await self._world.requests.create(turn.message_id, request, self._world.sealer)
        text = self._world.content.fill(self._world.form.texts["saved"], turn.moment, reference=reference)
        say(dispatcher, text)
        return [*forget_values(self._world), set_slot("contact_reference", str(reference))]


def request_of(values: dict[str, Any], turn: Turn) -> ContactRequest:
    """Only what was asked and given: fields that a later choice made needless are left out."""
    urgent = turn.slot("urgent") or {}
    by_phone, by_email = values["channel"] == "phone", values["channel"] == "email"
    role = given(values["role"])
    return ContactRequest(
        recipient=values["recipient"] or "caprev",
        role=role or "relative",
        minor=values["adult"] == "no" and role == "self",
        channel=given(values["channel"]) or "chat",
        phone=values["phone"] if by_phone else None,
        email=values["email"] if by_email else None,
        when=given(values["when"]) if by_phone else None,
        voicemail_ok=by_phone and values["voicemail"] == "yes",
        name=given(values["name"]),
        commune=given(values["commune"]),
        message=given(values["message"]),
        urgent=bool(urgent) and not urgent.get("over"),
        urgent_reasons=tuple(urgent.get("reasons") or ()),
        write_here=not (by_phone or by_email) or values["write_here"] == "yes",
        conversation=None,
        source_channel=turn.channel,
        person=turn.person,
    )
