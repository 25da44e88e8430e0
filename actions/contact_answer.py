"""One message read as the answer to the field of the contact request that was asked. Called by contact_form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, part_asked
from actions.contact_answer_part import AnswerPart, AnswerParts
from actions.contact_early import is_told_together
from actions.contact_end import ContactEnd
from actions.contact_heard import said_and_to_reread
from actions.contact_orders import LONGEST_PAUSE
from actions.contact_other import drops_the_other
from actions.contact_read_back import ReadBack
from actions.contact_send_order import LONGEST_ORDER
from actions.contact_typed import TypedAnswer
from actions.contact_values import ABOUT, ASIDE, BEGUN_NUMBER, OTHER, PREFIX, summary_of
from actions.memory import YOUNG, context_of, was_said_lately
from actions.reading import answer_meant
from actions.turn import Turn
from actions.world import World
from casework.ages import own_age
from casework.ages_of_others import ADULT
from casework.contact_facts import TO_BE_ASKED
from casework.contact_field import SKIPPED
from casework.contact_not_whole import NotWhole, not_whole_in
from casework.contact_reading import message_apart
from casework.emails import begins_an_email

Events = list[dict[str, Any]]
OF_A_WAY = {"phone", "email", "channel", "message"}  # « plutôt : 0495… » is no message
AFTER_THE_MESSAGE = {"write_here", "attach", "confirmed"}


class ContactAnswer(AnswerPart):
    """`events`: what the answer changes; empty when there is nothing to read; None to leave it to the rules."""

    def __init__(self, world: World, dispatcher: CollectingDispatcher, turn: Turn, to_say: str = "") -> None:
        """`to_say`: what the message told of how to speak on the telephone, taken out of the text of `turn`."""
        self._parts, self._to_say = AnswerParts(world, dispatcher, turn, to_say), to_say
        super().__init__(self._parts)

    def events(self) -> Events | None:
        text, said = self._turn.text, self._form.said
        if self._turn.intent == "choose":
            return self._tapped()
        if text and drops_the_other(self._world, self._turn):
            return self._drop_the_other()
        begun = self._not_whole() if text else None
        if self._to_say and not begun and (not text or self._field.name == "confirmed"):
            return self._only_to_say()
        if not text:
            return [] if self._turn.intent in {"request_contact", "resume_request"} else None
        if self._field.name in AFTER_THE_MESSAGE and said.rewriting.are_in(text):
            return self._steps.open_line("message") if self._values["message"] else self._steps.ask_again()
        if self._takes_the_message_out():
            self._steps.tries.pop(ABOUT, None)
            return self._steps.take({"message": SKIPPED})
        if begins_an_email(text):
            self._steps.mark(BEGUN_NUMBER)
        if said.watched.are_in(text):
            warn_of_the_phone(self._world, self._dispatcher, self._turn)
        if begun:
            return self._steps.ask_whole(begun.way, begun.why, self._besides_a_way())
        if (events := self._read_again()) is not None:
            return events
        if (events := self._orders.events()) is not None:
            return events
        part = ReadBack if self._field.name == "confirmed" else TypedAnswer
        return part(self._parts).events()

    def _not_whole(self) -> NotWhole | None:
        """A number or an address in the place of the one that was given, which lacks something."""
        text, channel = self._turn.text, self._values["channel"]
        reached = channel == "chat" or (channel is not None and self._values[channel] is not None)
        if not reached or self._field.name in {"consent", "phone", "email"} or message_apart(self._form, text):
            return None
        begun = not_whole_in(self._form, text)
        told = begun is not None and self._field.name == "message" and not self._puts_plainly(begun.way)
        of_another = self._world.afterwards.meaning("of_another", text) is not None
        return None if told or of_another or self._handed.with_the_addition(text) else begun

    def _puts_plainly(self, way: str) -> bool:
        """« au fait le numéro c’est plutôt 0478 12 », « finalement appelez-moi, 0495 33 4 », where all is taken."""
        text, words = self._turn.text, self._form.message_words
        calls = words.calling.are_in(text) and not words.tells_a_story(text)
        return self._form.facts.puts_a_way(text) and (calls or self._form.line_words[way].are_in(text))

    def _besides_a_way(self) -> dict[str, Any]:
        """« prenez plutôt le 0495 33 44, et pas de message vocal »"""
        found = self._given.facts(self._turn.text)
        return {name: value for name, value in found.items() if name not in OF_A_WAY and value != TO_BE_ASKED}

    def _takes_the_message_out(self) -> bool:
        """« pas besoin de le mettre », at the read-back or where it was just said that it is noted; « enlevez le
        message », wherever another line is asked."""
        text, words = self._turn.text, self._form.message_words
        written = self._values["message"] not in {None, SKIPPED} or bool(self._steps.tries.get(ABOUT))
        if not written or self._field.name == "message" or "?" in text:
            return False
        noted = was_said_lately(self._turn, self._form.texts["story_noted"], turns=1)
        not_needed = words.not_needed.are_in(text) and len(text.split()) <= LONGEST_PAUSE
        if not_needed and (noted or self._field.name == "confirmed"):
            return True
        by_read_back = self._field.name == "confirmed" and self._values["message"] not in {None, SKIPPED}
        return not by_read_back and words.is_taken_out(text) and len(text.split()) <= LONGEST_ORDER

    def _only_to_say(self) -> Events:
        """« dites que c’est le garage » and nothing else; at the read-back all is read back again first."""
        facts = self._given.facts(self._turn.text) if self._turn.text else {}
        if self._field.name == "confirmed":
            return self._steps.fill({name: value for name, value in facts.items() if value != TO_BE_ASKED})
        return self._steps.say_and_ask_again("to_say_noted", ASIDE)

    # --- a button ---

    def _tapped(self) -> Events | None:
        """It carries « contact_field:value »; an old one, or one of another question, stores nothing odd."""
        if not (self._turn.value or "").startswith(PREFIX):
            return None
        name, _, value = (self._turn.value or "").removeprefix(PREFIX).partition(":")
        if (name, value) == ("other", "drop"):
            return self._drop_the_other()
        if name == "change":
            return self._steps.open_line(value) if self._may_be_opened(value) else self._steps.ask_again()
        is_mine = name in self._form.names and self._form.field(name).takes(value)
        of_another_question = name in {"consent", "confirmed"} and name != self._field.name
        if not is_mine or of_another_question or not self._form.field(name).is_asked(self._values):
            return self._steps.ask_again()
        return self._end.cancelled() if (name, value) == ("confirmed", "no") else self._steps.fill({name: value})

    def _drop_the_other(self) -> Events:
        """The request that another began, and that was kept aside."""
        if self._steps.tries.pop(OTHER, None) is None:
            return self._steps.ask_again()
        return self._steps.say_and_ask_again("other_dropped", ASIDE)

    def _may_be_opened(self, name: str) -> bool:
        is_known = name in self._form.names and name in self._form.summary_lines
        return is_known and self._values["consent"] == "yes" and self._form.field(name).is_asked(self._values)

    # --- all is to be read again ---

    def _read_again(self) -> Events | None:
        """« vous pouvez me relire ce que vous avez noté ? », with what is told beside it."""
        told, order = said_and_to_reread(self._form.said.rereading, self._turn.text)
        if not order or len(order.split()) > (LONGEST_PAUSE if self._turn.asks else LONGEST_ORDER):
            return None
        given = self._given.beside_a_reread(told) if told else {}
        if self._is_the_read_back(given, order):
            return self._steps.read_back(given)  # its question is the summary
        self._end.say("noted_so_far", summary=summary_of(self._world, self._turn, given))
        return self._steps.take_unsaid(given) if given else self._steps.ask_again(ASIDE)

    def _is_the_read_back(self, given: dict[str, Any], order: str) -> bool:
        """« vous me relisez tout ça ? », or the last line is given; who answers one question at a time is asked on."""
        if self._field.name == "confirmed":
            return bool(given)
        missing = self._form.next_missing(self._values | given)
        is_last = bool(given) and missing is not None and missing.name == "confirmed"
        ends = is_told_together(self._steps.tries) or self._form.said.rereading_all.are_in(order)
        return self._steps.may_be_read_back(given) and (is_last or ends)

    def aside_answered(self) -> Events:
        """A question that the model only doubts: answered here, and the form asks its own again."""
        if self._to_say and "?" not in self._turn.text:
            return self._steps.say_and_ask_again("to_say_noted", ASIDE)
        calm = replace(self._turn, intent=self._turn.calm_intent)
        meant = answer_meant(self._world, calm)
        is_an_answer = meant is not None and meant in self._world.content.answers
        answer_id = str(meant) if is_an_answer else part_asked(self._world, self._turn, self._turn.calm_intent)
        if answer_id.split("/")[0] not in self._world.content.answers:
            return self._not_understood()
        return [*give_answer(self._world, self._dispatcher, self._turn, answer_id), *self._steps.ask_again(ASIDE)]


def warn_of_the_phone(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Somebody else looks into the phone: what to erase, and another way."""
    young = turn.slot(PREFIX + "adult") == "no" or context_of(world, turn).get("writer") in YOUNG
    key = "watched_phone_minor" if young or (own_age(turn.text) or ADULT) < ADULT else "watched_phone"
    ContactEnd(world, dispatcher, turn).say(key)
