"""What a message does in the contact request where the form's word lists are silent: it pauses, gives up, asks,
hesitates, complains… as learned from whole talks (contact_heard). Called by contact_answer.

Nothing is sent and nothing is lost by a learned reading: sending takes a plain yes to the read-back (agreement), giving
up sets the request aside or asks what is meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.contact_end import ContactEnd
from actions.contact_given import ContactGiven
from actions.contact_heard import Heard, agrees_or_declines, heard_in_form
from actions.contact_orders import ContactOrders
from actions.contact_question import answer_learned, answer_of_request
from actions.contact_steps import ContactSteps
from actions.contact_values import ASIDE, summary_of
from actions.turn import Turn
from actions.world import World
from casework.contact_field import SKIPPED, Field
from casework.contact_ways import WAYS

Events = list[dict[str, Any]]
# Where anything may be written, less is taken for something else.
SURE_OF_NO_MESSAGE, SURE_OF_A_PAUSE = 0.6, 0.45
SURE_OF_A_QUESTION = 0.85  # in a message, where it has no mark
LONGEST_BESIDE = 14  # words: a longer answer to « de quoi s’agit-il ? » is a message, whatever it sounds like
YES_AND_NO = {"agrees", "declines", "send"}
CHOICES = {"role", "channel"}
YES_OR_NO = {"consent", "voicemail", "write_here", "attach"}
WHY_ALL_THIS = "request/why_all_this"
# What gives something besides is taken, whatever else the message does.
WITHOUT_LINES = {
    "question",
    "hesitates",
    "complaint",
    "aside",
    "change",
    "reread",
    "skip",
    "resume",
    "cancel",
    "declines",
}


class ContactLearned:
    """`events`: what follows from the reading; None where it is unsure, or the form reads the message itself."""

    def __init__(
        self,
        world: World,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        field: Field,
        steps: ContactSteps,
        given: ContactGiven,
        orders: ContactOrders,
    ) -> None:
        self._world, self._dispatcher, self._turn, self._form = world, dispatcher, turn, world.form
        self._field, self._steps, self._given, self._orders = field, steps, given, orders
        self._end = ContactEnd(world, dispatcher, turn)
        self._heard: Heard = heard_in_form(world, turn)
        asks_for_one = field.name in YES_OR_NO and not orders.is_told_to_send(turn.text)
        yes_or_no = agrees_or_declines(world, turn) if asks_for_one or field.optional else None
        self._name = yes_or_no if asks_for_one or yes_or_no == "declines" else None
        self._name = self._name or self._heard.name
        self._acts: dict[str, Callable[[], Events | None]] = {
            "pause": orders.paused, "cancel": self._given_up, "question": self._asked, "hesitates": self._hesitates,
            "complaint": self._complains, "aside": self._beside, "change": self._to_change, "reread": self._reread,
            "skip": self._left_out, "resume": self._goes_on, "agrees": self._agrees,
            "declines": self._declines, "send": self._to_send,
        }  # fmt: skip

    def events(self, *, at_last: bool = False) -> Events | None:
        """`at_last`: a yes or a no, too, that the read-back’s own words did not hear."""
        name = self._name
        if name not in self._acts or self._is_an_answer() or self._is_too_unsure():
            return None
        if self._field.name == "confirmed" and name in YES_AND_NO and not at_last:
            return None
        if name in WITHOUT_LINES and self._gives_lines():
            return None
        if name == "pause" and self._given.only_repeats(self._turn.text):
            return None
        return self._acts[str(name)]()

    def _is_an_answer(self) -> bool:
        """« par téléphone », « oui », « Marie »: the form’s own reading of a plain answer is surer."""
        field, text = self._field, self._turn.text
        if self._form.spoken.introduced_in(text) or self._form.facts.own_place(text):
            return True
        if field.name == "confirmed":
            return False
        if field.is_one_of_its_words(text) or (field.kind == "choice" and self._form.is_plain_answer(field, text)):
            return True
        return field.name in CHOICES and not self._turn.asks and self._given.in_a_clause(text) is not None

    def _is_too_unsure(self) -> bool:
        is_long = len(self._turn.text.split()) > LONGEST_BESIDE
        if self._field.name == "message" and self._heard.name == "question" and self._heard.sure < SURE_OF_A_QUESTION:
            return not self._turn.asks
        if self._field.name == "message" and is_long and self._heard.name != "question":
            return True
        if self._name != self._heard.name:
            return False  # a sure no by itself
        least = SURE_OF_A_PAUSE if self._heard.name == "pause" else SURE_OF_NO_MESSAGE
        return self._field.kind == "text" and self._heard.sure < least

    def _gives_lines(self) -> bool:
        """A number, a time, a name… stands in it."""
        text, field = self._turn.text, self._field
        own = field.read(text) if field.kind in {"phone", "email"} else None
        return bool(own or self._given.facts(text) or any(sign.isdigit() for sign in text))

    def _given_up(self) -> Events:
        if self._steps.before:
            return self._steps.leave_line()
        if self._field.name == "confirmed":
            return self._steps.say_not_sent()
        return self._end.set_aside_or_refused(self._field.name)

    def _asked(self) -> Events | None:
        told = answer_learned(self._world, self._dispatcher, self._turn, self._turn.text)
        return None if told is None else [*told, *self._steps.ask_again(ASIDE)]

    def _hesitates(self) -> Events:
        late = self._field.name == "confirmed"
        key = "hesitation_at_the_end" if late else f"hesitation_{self._field.name}"
        key = key if key in self._form.texts else "hesitation"
        return self._steps.say_and_ask_again(key, ASIDE)

    def _complains(self) -> Events:
        told = answer_of_request(self._world, self._dispatcher, self._turn, WHY_ALL_THIS)
        return [*told, *self._steps.ask_again(ASIDE)]

    def _beside(self) -> Events | None:
        """« désolée pour les fautes »: nothing to note."""
        if self._turn.intent in {"thank", "greet", "insult"}:
            return None
        return self._steps.say_and_ask_again("beside", ASIDE)

    def _goes_on(self) -> Events | None:
        return self._agrees() if self._field.name == "consent" else self._steps.ask_again(ASIDE)

    def _to_change(self) -> Events:
        line = self._orders.line_named()
        return self._steps.open_line(line) if line else self._steps.ask_what_to_change()

    def _reread(self) -> Events:
        if self._field.name == "confirmed":
            return self._steps.ask_again()  # its question is the summary
        self._end.say("noted_so_far", summary=summary_of(self._world, self._turn))
        return self._steps.ask_again(ASIDE)

    def _left_out(self) -> Events | None:
        """« joker », « je le dirai de vive voix »"""
        name = self._field.name
        if self._field.optional:
            return self._steps.fill({name: SKIPPED})
        if name in YES_OR_NO - {"consent"}:  # « passer » alone is asked again: it may be late, or early
            return None if self._form.act_in(self._turn.text) == "skip" else self._steps.fill({name: "no"})
        if name in WAYS:
            return self._orders.held_back()
        return self._complains() if name == "role" else None

    def _agrees(self) -> Events | None:
        name = self._field.name
        if name == "confirmed":
            return None if self._steps.is_choosing else self._steps.say_and_ask_again("clear_yes", ASIDE)
        if self._given.agrees_to_the_rest(self._turn.text):
            return None
        if name not in YES_OR_NO or (self._name == "agrees" and not agrees_or_declines(self._world, self._turn)):
            return None
        return self._steps.take({**self._given.facts(self._turn.text), name: "yes"})

    def _declines(self) -> Events | None:
        name = self._field.name
        if name == "consent":
            return self._end.refused()
        if name == "confirmed":
            return self._steps.say_not_sent()
        return None if name == "role" else self._left_out()

    def _to_send(self) -> Events | None:
        """Before the end: what may be left open is left open, and all is read back."""
        if self._field.name in {"consent", "confirmed"}:
            return self._agrees()
        return self._steps.read_back({}) if self._steps.may_be_read_back({}) else None
