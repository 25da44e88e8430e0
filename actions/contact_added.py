"""What is added to the message of a contact request once it is written, or at the end: « ajoutez aussi que … », a tale
told at the read-back. Called by contact_given and contact_handed."""

from __future__ import annotations

from typing import Any

from actions.contact_heard import TELLING, TELLS, heard_in_form
from actions.turn import Turn
from actions.world import World
from casework.contact_field import SKIPPED, Field
from casework.contact_message import apart
from casework.contact_reading import facts_in, is_of_a_line, story_put, told_behind

SURE_OF_A_TALE = 0.6
LONGEST_TOLD = 60  # words


class ContactAdded:
    def __init__(self, world: World, turn: Turn, field: Field, values: dict[str, Any]) -> None:
        self._world, self._turn, self._field, self._form, self._values = world, turn, field, world.form, values

    def at_the_end(self, text: str) -> dict[str, Any]:
        """« ajoutez aussi qu’il a arrêté le foot, et c’est bon envoyez »: put behind the message that was written."""
        added = self._form.message_words.added_in(text) or self._perhaps_added(text)
        return self.put_behind(added) if added else {}

    def before_the_end(self, text: str) -> str | None:
        """« ajoutez à ma demande que ma femme n’en dort plus », before the request is sent."""
        words = self._world.afterwards
        named = words.meaning("adding", text) is not None and words.meaning("request", text) is not None
        written = self._values["message"] is not None
        added = self._form.message_words.added_in(text, freely=named) if named or written else None
        return self.put_behind(added).get("message") if added else None

    def _perhaps_added(self, text: str) -> str | None:
        """« mettez que je travaille de nuit », where it gives no other line anything new; « c’est ma nièce pas ma
        fille », of which no line tells more than « un proche »."""
        named = self._form.line_words["message"].are_in(text)
        found = {
            name: value
            for name, value in facts_in(self._form, text, self._field.name, self._values).items()
            if named or name != "message"
        }
        if any(self._values.get(name) != value for name, value in found.items()):
            return None
        put = story_put(self._form, text)
        told = self._form.message_words.perhaps_added_in(text) or (put[1] if put else None)
        told = told or (None if found else self._told_at_last(text))
        of_kin = self._form.roles.puts_kin_right(text) and self._values["role"] == "relative"
        return told or (text.strip() if of_kin else None)

    def _told_at_last(self, text: str) -> str | None:
        """« ah et aussi, il a 17 ans », told at the read-back: a tale that asks nothing is for the team."""
        tells = self._turn.intent in TELLING and heard_in_form(self._world, self._turn).surely(SURE_OF_A_TALE, TELLS)
        short = self._field.name == "confirmed" and len(text.split()) <= LONGEST_TOLD
        return text.strip() if tells and short and not self._turn.asks else None

    def put_behind(self, told: str) -> dict[str, Any]:
        """The orders and the lines that stand behind it are no part of it."""
        told, behind = apart(told, lambda part: self._form.is_command(part) or is_of_a_line(self._form, part))
        before = self._values["message"]
        message = "\n".join(part for part in (before if before != SKIPPED else None, told) if part)
        lines = told_behind(self._form, behind, self._values)
        return lines | ({} if told in str(before) else {"message": message})
