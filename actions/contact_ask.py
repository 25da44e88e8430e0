"""Asks one field of the contact request: its question, or what was wrong with the last answer, and its buttons."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import reminder_of
from actions.contact_early import may_be_added
from actions.contact_values import ASIDE, BEGUN_NUMBER, CHOOSING, PREFIX, TAKEN_UP, choice_button, summary_of, values_of
from actions.memory import urgent_is_open, was_said_lately
from actions.speak import say
from actions.turn import Turn
from actions.world import World
from casework.contact_field import SKIPPED, Field


class AskField(Action):
    def __init__(self, world: World, field: Field) -> None:
        self._world, self._field = world, field

    def name(self) -> str:
        return f"action_ask_{PREFIX}{self._field.name}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if self._choosing_a_line(turn):
            return []
        question = self._question(turn)
        if urgent_is_open(turn) and self._marked(turn, TAKEN_UP):
            question = f"{self._world.content.text(reminder_of(turn), turn.moment)}\n\n{question}"
        say(dispatcher, question, *self._buttons(turn))
        return []

    def _marked(self, turn: Turn, mark: str) -> bool:
        return bool((turn.slot("contact_tries") or {}).get(mark))

    def _choosing_a_line(self, turn: Turn) -> bool:
        """The form has just asked which line to change: its own question would speak over that."""
        return not turn.was_answered and self._marked(turn, CHOOSING)

    def _question(self, turn: Turn) -> str:
        field, form = self._field, self._world.form
        tries = (turn.slot("contact_tries") or {}).get(field.name, 0)
        aside = turn.was_answered or self._marked(turn, ASIDE)
        if aside and field.ask_again and not self._marked(turn, TAKEN_UP):
            return self._again(turn)
        begun = field.kind in {"phone", "email"} and self._marked(turn, BEGUN_NUMBER)
        if begun or (tries and not aside):
            wordings = [field.invalid, field.invalid_again or field.invalid]
            if tries > 1 or begun:
                wordings.reverse()
            filled = [self._world.content.fill(text, turn.moment, max=str(field.longest)) for text in wordings]
            return next((text for text in filled if not was_said_lately(turn, text, turns=2)), filled[0])
        recipient = form.recipients[values_of(self._world, turn)["recipient"] or "caprev"]
        text = self._world.content.fill(
            field.ask, turn.moment, recipient_name=recipient.name,
            summary=self._summary(turn) if field.name == "confirmed" else "",
        )  # fmt: skip
        if field.name == "consent" and recipient.notice:
            text = f"{recipient.notice}\n{text}"
        return text

    def _again(self, turn: Turn) -> str:
        """The question in short; not in the same words twice in a row."""
        short, other = str(self._field.ask_again), self._field.ask_again_too
        return other if other and was_said_lately(turn, short, turns=1) else short

    def _summary(self, turn: Turn) -> str:
        """With the lines that nobody was asked for, by name."""
        more = may_be_added(self._world.form, turn.slot("contact_tries") or {}, values_of(self._world, turn))
        return "\n".join(part for part in (summary_of(self._world, turn), more) if part)

    def _buttons(self, turn: Turn) -> list[tuple[str, str]]:
        choices = [(c.title, f"{self._field.name}:{c.value}") for c in self._field.choices]
        if self._field.optional:
            choices.append((self._world.form.titles["skip"], f"{self._field.name}:{SKIPPED}"))
        if self._field.name == "confirmed":
            is_attached = turn.slot(PREFIX + "attach") == "yes"
            choices.append((self._world.form.titles["detach" if is_attached else "attach"], "change:attach"))
        return [choice_button(title, value) for title, value in choices]
