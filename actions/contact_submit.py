"""Stores a confirmed contact request, sealed for staff, and says its reference once the store has confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer
from actions.contact_values import forget_values, given, values_of
from actions.memory import context_of, urgent_is_open
from actions.request_change import begin_change, go_on_with_change, wants_change
from actions.request_lookup import requests_of
from actions.requests import follow_up
from actions.speak import go_on_with, say, set_slot
from actions.turn import FORM, Turn
from actions.urgent import after_urgent, meaning_after_urgent
from actions.world import World
from casework.requests import ContactRequest

LAST_LINES = 40


class BeginContact(Action):
    """« Appelez pour moi » while somebody is in danger asks for help now, not for an appointment; a child who types
    « je veux parler à quelqu’un » gets numbers for children, and the form by its button."""

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
        if (events := await go_on_with_change(self._world, dispatcher, turn)) is not None:
            return events
        if turn.text and self._world.afterwards.meaning("when", turn.text) and await requests_of(self._world, turn):
            return await follow_up(self._world, dispatcher, turn)
        if wants_change(self._world, turn) and await requests_of(self._world, turn) and not turn.slot("paused_form"):
            return await begin_change(self._world, dispatcher, turn)
        if turn.text and context_of(self._world, turn).get("writer") == "child":
            return give_answer(self._world, dispatcher, turn, "child/who")
        return [go_on_with(FORM)]


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
        request = replace(request_of(values, turn), conversation=await self._attached(values, turn))
        reference = await self._world.requests.create(turn.message_id, request, self._world.sealer)
        text = self._world.content.fill(self._world.form.texts["saved"], turn.moment, reference=reference)
        say(dispatcher, text)
        return [*forget_values(self._world), set_slot("contact_reference", str(reference))]

    async def _attached(self, values: dict[str, Any], turn: Turn) -> list[dict[str, Any]] | None:
        """Only after a yes to that very question; sealed with the request, and never kept in the clear."""
        if values["attach"] != "yes":
            return None
        lines = await self._world.transcripts.of(turn.person, last=LAST_LINES)
        return [dict(line.to_json()) for line in lines]


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
        source_channel=turn.channel,
        person=turn.person,
    )
