"""« Envoyez », once the request was sent: its reference again, and nothing sent twice."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.contact_end import ContactEnd
from actions.turn import Turn
from actions.world import World

Events = list[dict[str, Any]]


def ways_after_sending(world: World) -> list[tuple[str, str]]:
    """Under a reference: what becomes of it, taking it back, the menu."""
    return [
        (world.content.text(f"button.{name}"), f"/{name}")
        for name in ("request_follow_up", "withdraw_request", "ask_capabilities")
    ]


def said_to_send_again(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """« envoyer », « je sais pas si c’est parti, envoyez »; None for another message, or while a request is open."""
    reference, form = turn.slot("contact_reference"), world.form
    again = form.is_command(form.said.wondering.taken_out_of(turn.text)) and form.said.sending.are_in(turn.text)
    if turn.form_is_active or turn.slot("paused_form") or turn.slot("awaiting") or not reference or not again:
        return None
    say_already_sent(world, dispatcher, turn)
    return []


def say_already_sent(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """The reference of the request that was sent from this conversation."""
    reference = str(turn.slot("contact_reference"))
    ContactEnd(world, dispatcher, turn).say("already_saved", *ways_after_sending(world), reference=reference)
