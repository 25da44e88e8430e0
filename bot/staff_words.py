"""What the assistant says around the letters of staff, filled and checked. Used by staff_mail and staff_talk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.lifeline import utc_now
from casework.content import Content, ContentIsInvalid
from casework.placeholders import PlaceholderIsInvalid, fill
from casework.replies import Button, Reply

# The bot's own: it never reaches Rasa.
LEAVE = "/leave_staff"
NEEDED = ("letter", "letter_end", "passed_on", "also_passed_on", "back_button", "back", "closed")


class StaffWords:
    """`texts` of casework.staff_mail. Making one raises ContentIsInvalid when a sentence is missing or not fillable."""

    def __init__(self, content: Content, texts: Mapping[str, str]) -> None:
        self._directory, self._texts = content.directory, texts
        try:
            for key in NEEDED:
                self.say(key, text="…")
        except (KeyError, PlaceholderIsInvalid) as error:
            raise ContentIsInvalid(f"staff_talk.yml: {error}") from None

    def say(self, key: str, moment: datetime | None = None, *, way_back: bool = False, **values: str) -> Reply:
        """`way_back`: with the button that leads back to the assistant."""
        buttons = (Button(self._texts["back_button"], LEAVE),) if way_back else ()
        return Reply(fill(self._texts[key], self._directory, moment or utc_now(), values), buttons)

    def letter(self, text: str) -> list[Reply]:
        """What a member of staff wrote, and under it how to answer or to go back."""
        return [self.say("letter", text=text), self.say("letter_end", way_back=True)]
