"""What the tiny assistant of the plumbing tests does."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action

Events = list[dict[str, Any]]


class Respond(Action):
    """Says what it understood, with everything a reply can carry."""

    def name(self) -> str:
        return "action_respond"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Events:
        text = tracker.latest_message.get("text") or ""
        intent = tracker.latest_message["intent"]["name"]
        if text == "tais toi":
            return []
        if text == "oublie":
            dispatcher.utter_message(json_message={"directive": "forget"})
        given = (tracker.get_slot("given") or 0) + 1
        dispatcher.utter_message(
            text=f"Compris : {intent}.\n\nUn second paragraphe, {given}.",
            buttons=[{"title": "Signes", "payload": "/ask_signs"}],
            json_message={"contact": {"name": "CAPREV", "phone": "+3280011172"}},
        )
        dispatcher.utter_message(text=f"au {tracker.latest_message.get('metadata', {}).get('at')}")
        return [{"event": "slot", "name": "given", "value": given, "timestamp": None}]


class Urgent(Action):
    def name(self) -> str:
        return "action_urgent"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Events:
        dispatcher.utter_message(text="Appelez le 112.")
        return [
            {"event": "slot", "name": "calm", "value": False, "timestamp": None},
            {"event": "active_loop", "name": None, "timestamp": None},
            {"event": "slot", "name": "requested_slot", "value": None, "timestamp": None},
        ]


class AskName(Action):
    def name(self) -> str:
        return "action_ask_f_name"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Events:
        dispatcher.utter_message(text="Quel nom ?")
        return []


class Validate(Action):
    """A question is answered by the rules, then the form asks again; anything else fills the field."""

    def name(self) -> str:
        return "validate_contact_form"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Events:
        intent, asked = tracker.latest_message["intent"]["name"], tracker.get_slot("requested_slot")
        answered = next(
            (e.get("name") for e in reversed(tracker.events) if e["event"] in ("user", "action") and e.get("name")), ""
        )
        if not tracker.active_loop.get("name") or not asked:
            return []
        if intent in ("urgent_attack", "ask_signs") and answered == "action_listen":
            return [{"event": "action_execution_rejected", "name": "contact_form", "timestamp": None}]
        if intent in ("urgent_attack", "ask_signs"):
            return [{"event": "slot", "name": "requested_slot", "value": asked, "timestamp": None}]
        return [{"event": "slot", "name": asked, "value": tracker.latest_message["text"], "timestamp": None}]


class Submit(Action):
    def name(self) -> str:
        return "action_submit"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Events:
        fields = ("f_name", "f_phone", "f_when")
        dispatcher.utter_message(text="Noté : " + ", ".join(str(tracker.get_slot(field)) for field in fields))
        return [{"event": "slot", "name": field, "value": None, "timestamp": None} for field in fields]


ACTIONS = [Respond, Urgent, AskName, Validate, Submit]
