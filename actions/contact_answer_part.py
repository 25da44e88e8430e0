"""What the readings of one answer to the contact request share: its parts, and what is done where it is no answer: a
question about the request, a wish to cancel, something that is not understood.

Called by contact_answer, contact_read_back and contact_typed."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.contact_end import ContactEnd
from actions.contact_given import ContactGiven
from actions.contact_handed import ContactHanded
from actions.contact_learned import ContactLearned
from actions.contact_orders import ContactOrders
from actions.contact_question import answer_about_request
from actions.contact_steps import ContactSteps
from actions.contact_to_say import with_to_say
from actions.contact_values import ASIDE, BEGUN_NUMBER, PREFIX, set_field, with_about
from actions.turn import Turn
from actions.world import World
from casework.contact_field import SKIPPED
from casework.contact_ways import BEFORE_THE_WAY, WAYS
from casework.phones import begins_a_number

Events = list[dict[str, Any]]
CANCELLING = {"withdraw_request", "drop_request"}
SHORT_QUESTION = 5  # words


class AnswerParts:
    """Of one turn: the field that was asked, and what reads and does what it gives."""

    def __init__(self, world: World, dispatcher: CollectingDispatcher, turn: Turn, to_say: str) -> None:
        self.world, self.dispatcher, self.turn = world, dispatcher, turn
        self.field = world.form.field(str(turn.slot("requested_slot")).removeprefix(PREFIX))
        self.end = ContactEnd(world, dispatcher, turn)
        self.steps = ContactSteps(world, dispatcher, turn, self.field)
        self.steps.tries = with_to_say(self.steps.tries, to_say)
        if self.field.name in BEFORE_THE_WAY | {"channel", *WAYS}:
            self.steps.tries = with_about(world, self.steps.tries, turn.text)
        self.given = ContactGiven(world, turn, self.field, self.steps)
        self.handed = ContactHanded(world, turn, self.field, self.steps, self.given)
        self.orders = ContactOrders(world, dispatcher, turn, self.field, self.steps, self.given, self.handed)
        self.learned = ContactLearned(world, dispatcher, turn, self.field, self.steps, self.given, self.orders)


class AnswerPart:
    def __init__(self, parts: AnswerParts) -> None:
        self._world, self._dispatcher, self._turn = parts.world, parts.dispatcher, parts.turn
        self._form, self._field, self._values = parts.world.form, parts.field, parts.steps.values
        self._end, self._steps, self._given, self._handed = parts.end, parts.steps, parts.given, parts.handed
        self._orders, self._learned = parts.orders, parts.learned

    def _answered(self, question: str) -> Events | None:
        if self._world.afterwards.meaning("is_it_sent", question):
            self._end.say("not_sent_yet")
            return self._steps.ask_again(ASIDE)
        told = answer_about_request(self._world, self._dispatcher, self._turn, question)
        return None if told is None else [*told, *self._steps.ask_again(ASIDE)]

    def _not_understood(self) -> Events:
        name, tries = self._field.name, self._steps.tries
        tries[name] = tries.get(name, 0) + 1
        if name == "phone" and begins_a_number(self._turn.text):
            self._steps.mark(BEGUN_NUMBER)
        if tries[name] >= self._form.tries:
            return self._way_out(tries)
        return self._steps.ask_again(None, tries)

    def _way_out(self, tries: dict[str, Any]) -> Events:
        """After the third try nothing given so far is lost, and nothing is chosen in the person's place."""
        name = self._field.name
        tries[name] = 0
        reset = set_field("tries", tries)
        if name in {"consent", "confirmed"}:
            return [reset, *self._end.paused()]
        if self._steps.before:
            return self._steps.leave_line()  # what stood there before is not lost
        if name == "channel":
            return [reset, *self._end.paused("channel_left")]
        self._end.say("too_many_tries")
        if name in WAYS:
            return [reset, *self._steps.ask("channel")]
        return [*self._steps.fill({name: "no" if name in {"attach", "write_here", "voicemail"} else SKIPPED}), reset]

    def _seems_to_cancel(self) -> bool:
        """The model hears a wish to cancel: nothing is lost until the person says so."""
        open_text = self._field.kind == "text" and not self._field.short
        return self._turn.intent in CANCELLING and not (open_text or self._orders.is_a_button())
