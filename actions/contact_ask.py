"""Asks one field of the contact request: its question, or what was wrong with the last answer, and its buttons."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.contact_values import CHOOSING, PREFIX, choice_button, summary_of, values_of
from actions.speak import say
from actions.turn import Turn
from actions.world import World
from casework.contact_form import SKIPPED, Field


class AskField(Action):
    def __init__(self, world: World, field: Field) -> None:
        self._world, self._field = world, field

    def name(self) -> str:
        return f"action_ask_{PREFIX}{self._field.name}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if self._field.name == "confirmed" and self._choosing_a_line(turn):
            return []
        say(dispatcher, self._question(turn), *self._buttons(turn))
        return []

    def _choosing_a_line(self, turn: Turn) -> bool:
        """The form has just asked which line to change: its own question would speak over that."""
        return not turn.was_answered and bool((turn.slot("contact_tries") or {}).get(CHOOSING))

    def _question(self, turn: Turn) -> str:
        field, form = self._field, self._world.form
        tries = (turn.slot("contact_tries") or {}).get(field.name, 0)
        if tries and not turn.was_answered:
            wrong = field.invalid_again if tries > 1 and field.invalid_again else field.invalid
            return self._world.content.fill(wrong, turn.moment, max=str(field.longest))
        recipient = form.recipients[values_of(self._world, turn)["recipient"] or "caprev"]
        text = self._world.content.fill(
            field.ask, turn.moment, recipient_name=recipient.name,
            summary=summary_of(self._world, turn) if field.name == "confirmed" else "",
        )  # fmt: skip
        if field.name == "consent" and recipient.notice:
            text = f"{recipient.notice}\n{text}"
        return text

    def _buttons(self, turn: Turn) -> list[tuple[str, str]]:
        choices = [(c.title, f"{self._field.name}:{c.value}") for c in self._field.choices]
        if self._field.optional:
            choices.append((self._world.form.titles["skip"], f"{self._field.name}:{SKIPPED}"))
        if self._field.name == "confirmed":
            is_attached = turn.slot(PREFIX + "attach") == "yes"
            choices.append((self._world.form.titles["detach" if is_attached else "attach"], "change:attach"))
        return [choice_button(title, value) for title, value in choices]
