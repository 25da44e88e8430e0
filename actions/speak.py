"""Hands replies to Rasa's dispatcher in the form that our channel reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from casework.replies import Button, Reply


def speak(dispatcher: CollectingDispatcher, replies: Iterable[Reply]) -> None:
    for reply in replies:
        custom = {"contact": reply.contact.to_json()} if reply.contact else None
        buttons = [button.to_json() for button in reply.buttons] or None
        dispatcher.utter_message(text=reply.text, buttons=buttons, json_message=custom)


def say(dispatcher: CollectingDispatcher, text: str, *buttons: tuple[str, str]) -> None:
    """One bubble; each button is (title, payload)."""
    speak(dispatcher, [Reply(text.strip(), tuple(Button(title, payload) for title, payload in buttons))])


def direct(dispatcher: CollectingDispatcher, directive: str) -> None:
    """Asks the bot to do something once the replies are delivered (`forget`)."""
    dispatcher.utter_message(json_message={"directive": directive})


def set_slot(name: str, value: Any) -> dict[str, Any]:
    """rasa_sdk's SlotSet, under a verb."""
    return {"event": "slot", "timestamp": None, "name": name, "value": value}


def go_on_with(action: str) -> dict[str, Any]:
    """rasa_sdk's FollowupAction, under a verb."""
    return {"event": "followup", "name": action, "timestamp": None}


def leave_form(paused: bool = True) -> list[dict[str, Any]]:
    """The form steps aside and keeps what it has; `paused=False`: it is over."""
    return [
        {"event": "active_loop", "timestamp": None, "name": None},
        set_slot("requested_slot", None),
        set_slot("paused_form", "contact_form" if paused else None),
    ]


def put_in(message: dict[str, Any], text: str) -> None:
    """Into a bubble that was said: before the question that it ends with, else at its end."""
    body, gap, last = message["text"].rpartition("\n\n")
    asks = gap and last.rstrip().endswith("?")
    message["text"] = f"{body}\n\n{text}\n\n{last}" if asks else f"{message['text']}\n\n{text}"
