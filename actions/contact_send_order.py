"""An order to send the contact request before it was read back, « envoyez », « oui tout est juste, envoyez », « le
matin. rien à ajouter »: sent, read back first, or too soon. Called by contact_orders."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.contact_early import is_told_together
from actions.contact_end import ContactEnd
from actions.contact_handed import ContactHanded
from actions.contact_steps import ContactSteps
from actions.contact_story import STORY
from actions.contact_values import ASIDE, UNREAD
from actions.memory import was_said_lately
from actions.turn import Turn
from actions.world import World
from casework.contact_facts import TO_BE_ASKED
from casework.contact_field import Field
from casework.contact_ways import WAYS
from casework.typed_words import clauses
from casework.words import comparable

Events = list[dict[str, Any]]
SAFE_WAYS = {"when", "voicemail"}
ANSWERED_BY_YES = {"consent", "adult"}
NEEDED = {"consent", "role", "adult", "channel", *WAYS}
NOT_BEFORE_THE_END = {"consent", "attach", "confirmed"}
LONGEST_ORDER = 10  # words: more is a story


class SendOrder:
    """`events`: what the order does; None where the message gives none."""

    def __init__(
        self,
        world: World,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        field: Field,
        steps: ContactSteps,
        handed: ContactHanded,
    ) -> None:
        self._turn, self._form, self._field, self._steps = turn, world.form, field, steps
        self._handed, self._end = handed, ContactEnd(world, dispatcher, turn)

    def events(self) -> Events | None:
        for does in (self._sent_after_it_was_read, self._read_back_as_all_is_right, self._sent_too_soon):
            if (events := does()) is not None:
                return events
        if not (self._may_be_left_out() and self._wants_it_sent()):
            return None
        beside = self._said_beside()
        return self._sent_or_read_back(beside) if self._steps.may_be_read_back(beside) else None

    def is_a_story(self, text: str) -> bool:
        return self._field.name == "message" and len(text.split()) > LONGEST_ORDER

    def is_told_to_send(self, text: str) -> bool:
        said = self._form.said
        return (said.sending.are_in(text) or said.finishing.are_in(text)) and self._form.is_command(text)

    def _sent_after_it_was_read(self) -> Events | None:
        """« vous savez me relire ? », and everything that is needed was read; then « oui c’est bon envoyez »: sent at
        once, with what was left open. A time that was never told, a story that was not read, are read back first."""
        text, form = self._turn.text, self._form
        was_read = was_said_lately(self._turn, form.texts["noted_so_far"].splitlines()[0].rstrip(" :\u00a0"), turns=1)
        if not was_read or self._field.name in {"attach", "confirmed"} or not self._agrees_and_orders(text):
            return None
        given = {"consent": "yes"} if self._field.name == "consent" else {}
        left = self._steps.left_open(given)
        if left is None:
            return None
        if "when" in left or (given and STORY in self._steps.tries):
            return self._steps.read_back(given)
        self._steps.mark(UNREAD)
        return self._steps.send({**left, **given})

    def _read_back_as_all_is_right(self) -> Events | None:
        """« oui tout est bon, je suis d’accord, envoyez » where leave or the age is asked: its « oui » answers that,
        and nothing else is asked before all is read back."""
        text = self._turn.text
        if self._field.name not in ANSWERED_BY_YES or not self._agrees_and_orders(text):
            return None
        given = {self._field.name: "yes"} if self._form.said.confirming.are_in(text) else {}
        if not given or not self._steps.may_be_read_back(given):
            return None
        return self._steps.read_back(given) if self._field.name == "consent" else self._sent_or_read_back(given)

    def _sent_too_soon(self) -> Events | None:
        """« oui tout est juste, vous pouvez envoyer » where something is asked that is needed: that nothing is sent is
        said first; its « oui » answers what is answered by one."""
        text, name = self._turn.text, self._field.name
        if name not in NEEDED or "?" in text or not self.is_told_to_send(text):
            return None
        self._end.say("not_yet")
        agrees = name in ANSWERED_BY_YES and self._agrees_and_orders(text)
        return self._steps.fill({name: "yes"}) if agrees else self._steps.ask_again(ASIDE)

    def _may_be_left_out(self) -> bool:
        """Who answers one question at a time, and says « envoyez », is asked once more when to call, and whether the
        machine may be spoken to: it keeps people safe."""
        name = self._field.name
        if name in SAFE_WAYS and not is_told_together(self._steps.tries):
            ends = self._form.said.finishing.are_in(self._turn.text) or self._finds_all_right(self._turn.text)
            return ends or bool(self._steps.tries.get(name))
        return name not in NOT_BEFORE_THE_END

    def _wants_it_sent(self) -> bool:
        """« oui tout est juste, envoyez », « le matin. rien à ajouter », said where all that is needed is there."""
        text = self._turn.text
        if "?" in text:
            return False
        ends = not self.is_a_story(text) and any(self._is_the_end(clause) for clause in clauses(text))
        return ends or self.is_told_to_send(text)

    def _is_the_end(self, clause: str) -> bool:
        return self._form.said.finishing.are_in(clause) and self._form.is_command(clause)

    def _said_beside(self) -> dict[str, Any]:
        """What stands beside the order to send; that order itself answers nothing."""
        given = {} if self.is_told_to_send(self._turn.text) else self._handed.all_of(self._turn.text)
        return {name: value for name, value in given.items() if value != TO_BE_ASKED}

    def _sent_or_read_back(self, beside: dict[str, Any]) -> Events:
        """« tout est juste, vous pouvez envoyer » confirms it (decision 0008), unless nothing was said of when to call;
        « envoyez » alone is read back first."""
        text, left = self._turn.text, self._steps.left_open(beside) or {}
        sends = (self._finds_all_right(text) and self.is_told_to_send(text)) or self._finds_it_good(text)
        sends = sends or (self._asks_for_a_text() and self._says_yes_and_orders(text))
        if sends and "when" not in left:
            self._steps.mark(UNREAD)
            return self._steps.send({**left, **beside})
        return self._steps.read_back(beside)

    def _finds_all_right(self, text: str) -> bool:
        """« c’est juste, envoyez »"""
        return self._form.said.sending.are_in(text) and self._form.said.confirming.are_in(text)

    def _finds_it_good(self, text: str) -> bool:
        """« oui c’est bon envoyez »; « c’est bon, envoyez » may mean that it is enough."""
        found = self._form.said.found_good.length_at_start(comparable(text)) > 0
        return found and self._agrees_and_orders(text)

    def _asks_for_a_text(self) -> bool:
        return self._field.optional and self._field.kind == "text"

    def _says_yes_and_orders(self, text: str) -> bool:
        """« oui envoyez », where a first name or a town is asked: it answers nothing of that, and is an order."""
        first = comparable(text).split()[:1]
        return bool(first) and self._form.field("consent").read(first[0]) == "yes" and self._agrees_and_orders(text)

    def _agrees_and_orders(self, text: str) -> bool:
        """A yes and an order to send, and nothing else: « oui c’est bon envoyez »; neither « oui » nor « envoyez »."""
        yes = self._form.field("consent").read(self._form.said.sending.taken_out_of(text)) == "yes"
        return (
            yes and self._form.said.sending.are_in(text) and "?" not in text and self._form.agreement.is_plain_in(text)
        )
