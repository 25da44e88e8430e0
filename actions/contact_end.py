"""How the contact request's form is left: refused, cancelled, paused, set aside. Called by contact_answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.contact_values import forget_values
from actions.speak import leave_form, say, set_slot
from actions.turn import Turn
from actions.world import World

Events = list[dict[str, Any]]


class ContactEnd:
    def __init__(self, world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        self._world, self._dispatcher, self._turn = world, dispatcher, turn

    def refused(self) -> Events:
        self.say("refused")
        return [*leave_form(paused=False), *forget_values(self._world)]

    def cancelled(self) -> Events:
        self.say("cancelled")
        return [*leave_form(paused=False), *forget_values(self._world)]

    def paused(self) -> Events:
        self.say("paused")
        return leave_form()

    def set_aside(self) -> Events:
        """A sentence that may mean « annuler »: nothing is lost until the person says so."""
        titles = self._world.form.titles
        self.say("set_aside", (titles["resume"], "/resume_request"), (titles["drop"], "/drop_request"))
        return [*leave_form(), set_slot("awaiting", None)]

    def say(self, key: str, *buttons: tuple[str, str]) -> None:
        """A text of the form, filled."""
        text, content = self._world.form.texts[key], self._world.content
        filled = content.fill(text, self._turn.moment, idle_hours=str(self._world.idle_hours))
        say(self._dispatcher, filled, *buttons)
