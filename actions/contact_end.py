"""How the contact request's form is left: refused, cancelled, paused, set aside. Called by contact_answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.child_at_request import is_kept_from_child, say_who_is_a_child
from actions.contact_other import ended
from actions.speak import leave_form, say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.said_once import say_unconfirmed_once
from casework.typed_words import clauses
from casework.words import comparable

Events = list[dict[str, Any]]
Button = tuple[str, str]


class ContactEnd:
    def __init__(self, world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        self._world, self._dispatcher, self._turn = world, dispatcher, turn

    def refused(self) -> Events:
        self.say_farewell()
        self.say("refused", *self.ways_on())
        return [*leave_form(paused=False), *ended(self._world, self._turn)]

    def cancelled(self) -> Events:
        """What was sent before stays sent, and is not denied."""
        if is_kept_from_child(self._world, self._turn):
            return say_who_is_a_child(self._world, self._dispatcher, self._turn)
        reference = self._turn.slot("contact_reference")
        there_was = self._turn.form_is_active or self._turn.slot("paused_form")
        self.say_farewell()
        if reference:
            self.say("cancelled_second", *self.ways_on("request_follow_up"), reference=str(reference))
        else:
            given_up = "cancelled_goodbye" if self._takes_leave() else "cancelled"
            self.say(given_up if there_was else "nothing_to_cancel", *self.ways_on())
        return [*leave_form(paused=False), *ended(self._world, self._turn), set_slot("awaiting", None)]

    def nothing_kept(self) -> Events:
        """« laissez, j’y pense encore », before anything was given: there is nothing to take up again, or to drop."""
        if self._turn.slot("contact_reference"):
            return self.cancelled()
        self.say_farewell()
        self.say("nothing_kept", *self.ways_on())
        return [*leave_form(paused=False), *ended(self._world, self._turn), set_slot("awaiting", None)]

    def _takes_leave(self) -> bool:
        """« j’en parle d’abord au président. merci hein »: thanked, or somebody else is spoken to before."""
        text, words = self._turn.text, self._world.words
        if not text:
            return False
        thanks = any(words.without_courtesy(part, "thank") != comparable(part) for part in clauses(text))
        return thanks or self._world.form.said.leaving.first.are_in(text) or words.ends_with("leave", "taken", text)

    def say_farewell(self) -> None:
        """Who told of thoughts of death in this talk does not leave the form without the line that answers."""
        urgent = self._turn.slot("urgent") or {}
        if urgent.get("kind") == "suicide":
            self.say("farewell_suicide_other" if urgent.get("who") == "other" else "farewell_suicide")

    def paused(self, key: str = "paused", *noted: dict[str, Any]) -> Events:
        if is_kept_from_child(self._world, self._turn):
            return say_who_is_a_child(self._world, self._dispatcher, self._turn)
        self.say_farewell()
        self.say(key, *self.way_back())
        return [*leave_form(), *noted]

    def set_aside(self, key: str = "set_aside") -> Events:
        """A sentence that may mean « annuler »: nothing is lost until the person says so."""
        return self.paused(key, set_slot("awaiting", None))

    def set_aside_or_refused(self, asked: str) -> Events:
        """Where leave is asked, « dites non, et rien n’est gardé » holds of any words with a no in them."""
        says_no = self._world.afterwards.meaning("refusing", self._turn.text) is not None
        return self.cancelled() if asked == "consent" and says_no else self.set_aside()

    def way_back(self) -> tuple[Button, Button]:
        titles = self._world.form.titles
        return (titles["resume"], "/resume_request"), (titles["drop"], "/drop_request")

    def ways_on(self, *first: str) -> list[Button]:
        """Where somebody goes who leaves no request."""
        text = self._world.content.text
        ways = (*first, *(("ask_green_number",) if not first else ()), "talk_to_human", "ask_capabilities")
        return [(text(f"button.{way}"), f"/{way}") for way in ways]

    def say(self, key: str, *buttons: Button, **values: str) -> None:
        """A text of the form, filled."""
        text, content = self._world.form.texts[key], self._world.content
        filled = content.fill(text, self._turn.moment, idle_hours=str(self._world.idle_hours), **values)
        say(self._dispatcher, say_unconfirmed_once([filled])[0], *buttons)
