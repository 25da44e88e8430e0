"""What is typed where any field of the contact request but the read-back is asked. Called by contact_answer."""

from __future__ import annotations

from typing import Any

from actions.contact_answer_part import SHORT_QUESTION, AnswerPart
from actions.contact_heard import (
    TELLING,
    asked_of_the_request,
    ends_as_a_question,
    heard_in_form,
    part_agrees,
    said_and_asked,
    supposed_of_the_request,
    tells_a_story,
)
from actions.contact_learned import YES_OR_NO
from actions.contact_orders import LONGEST_PAUSE, LONGEST_TOLD_PAUSE
from actions.contact_question import answer_besides
from actions.contact_send_order import LONGEST_ORDER
from actions.contact_story import story_of
from actions.contact_values import ASIDE, BEGUN_NUMBER
from casework.contact_facts import TO_BE_ASKED
from casework.contact_ways import BEFORE_THE_WAY, WAYS, chooses_a_way
from casework.typed_words import sentences

Events = list[dict[str, Any]]
SURE_OF_A_STORY = 0.6
LEAST_OF_A_TIE = 5  # words
SHARED = "ask_confidentiality/shared_phone"
# « Oui envoyez » agrees to none of these.
NEVER_BY_THE_WAY = {"voicemail", "write_here", "attach"}


class TypedAnswer(AnswerPart):
    """`events`: None where the rules know what it is."""

    def events(self) -> Events | None:
        text, field = self._turn.text, self._field
        if self._asks_for_sms():
            named = self._form.said.messengers.are_in(text)
            return self._steps.say_and_ask_again("other_messenger" if named else "sms")
        if (handed := self._handed.with_a_message(text)) is not None:
            return self._steps.take(handed)
        if story := self._handed.with_a_story(text):
            if field.name in BEFORE_THE_WAY:
                self._steps.say("story_noted")
            return self._steps.take(story)
        if (told := self._told_before_the_way()) is not None:
            return told
        said, question = said_and_asked(self._world, self._turn)
        if question and said and (given := self._told_beside(said)):
            besides = answer_besides(self._world, self._dispatcher, self._turn, question)
            return [*besides, *self._steps.take(given)]
        if (events := self._learned.events()) is not None:
            return events
        if self._shares_the_device() and field.name == "name" and (given := self._given.by(text)):
            return [*answer_besides(self._world, self._dispatcher, self._turn, text), *self._steps.take(given)]
        if self._asks_about_the_request(question) and (told := self._answered(question or text)) is not None:
            return told
        if field.name in NEVER_BY_THE_WAY and self._orders.is_told_to_send(text):
            return self._not_yet()
        if (line := self._line_to_open()) and line not in self._given.facts(text):
            return self._steps.open_line(line)
        if field.name == "message" and self._form.said.asking.are_in(text) and len(text.split()) <= SHORT_QUESTION:
            return None
        if field.name == "message" and self._form.said.refusals.are_in(text) and len(text.split()) <= LONGEST_PAUSE:
            return self._steps.say_and_ask_again("noted")
        if self._asks_without_a_mark():
            return None
        if (
            field.name == "message"
            and self._form.said.no_message.are_in(text)
            and len(text.split()) <= LONGEST_TOLD_PAUSE
        ):
            return self._steps.take(self._handed.beside_no_message(text))
        if self._tells_the_story():
            return self._steps.take({"message": text})
        if given := self._given.by(text):
            return self._steps.take(given)
        if time := self._given.time_told_anew(heard_in_form(self._world, self._turn)):
            return self._steps.take({"when": time})
        if (events := self._order()) is not None:
            return events
        if self._seems_to_cancel():
            return self._end.set_aside_or_refused(field.name)
        if self._given.is_aside(text):
            return None
        return self._asked_in_passing() if self._is_a_question() else self._not_understood()

    def _told_before_the_way(self) -> Events | None:
        """« mon fils ne parle plus que de ça. hier il a jeté… » where the form asks who writes: kept as the message,
        and not answered as if no request were open; a question in it is."""
        open_yet = self._field.name in BEFORE_THE_WAY and self._values["message"] is None
        story = (self._tie_told() or story_of(self._world, self._turn)) if open_yet else None
        if story is None:
            return None
        said, question = said_and_asked(self._world, self._turn)
        if question:
            answer_besides(self._world, self._dispatcher, self._turn, question)
        given = {name: value for name, value in self._given.by(said).items() if name != "message"}
        speaker = self._world.words.speaker_in(said) if self._field.name == "role" else None
        besides = ({"role": speaker} if speaker else {}) | given
        return self._steps.keep_story(story, {name: value for name, value in besides.items() if value != TO_BE_ASKED})

    def _tie_told(self) -> str | None:
        """« Je ne suis pas de la famille : j’ai été son professeur de piano »: whom it is about, as « c’est pour mon
        neveu » is; not beside a number or another line."""
        text = self._turn.text
        short = LEAST_OF_A_TIE <= len(text.split()) <= LONGEST_TOLD_PAUSE and "?" not in text
        told = short and self._field.name == "role" and self._form.roles.tie.are_in(text)
        return text.strip() if told and not self._given.facts(text).keys() - {"role"} else None

    def _told_beside(self, said: str) -> dict[str, Any]:
        """What stands before a question; where the message is asked, a tale that the learned reading hears."""
        if self._field.name != "message":
            yes = part_agrees(self._world, self._turn, said) if self._field.name in YES_OR_NO else None
            return self._given.by(said) or ({self._field.name: yes} if yes else {})
        return {"message": said} if tells_a_story(self._world, self._turn, said) else {}

    def _asks_without_a_mark(self) -> bool:
        """« et mes parents ils vont etre prevenus ou pas », where the message is asked."""
        text = self._turn.text
        asks = ends_as_a_question(text) and self._turn.intent.startswith("ask_")
        return asks and self._field.name == "message" and len(text.split()) <= LONGEST_ORDER

    def _tells_the_story(self) -> bool:
        """Where a first name or a town is asked, what it is all about: the message, asked after them."""
        optional = self._field.optional and self._field.short and self._values["message"] is None
        tells = self._turn.intent in TELLING and self._turn.confidence >= SURE_OF_A_STORY and not self._turn.asks
        if "message" in self._given.facts(self._turn.text):
            return False  # « c’est Kevin, et comme message mettez : … »
        if any(chooses_a_way(self._form, part) for part in sentences(self._turn.text)):
            return False  # « je deviens dure d’oreille : je préfère un e-mail »
        fits = len(self._turn.text) <= self._form.field("message").longest
        return optional and tells and fits and len(self._turn.text.split()) > LONGEST_ORDER

    def _is_a_question(self) -> bool:
        text = self._turn.text
        return self._field.kind != "choice" and text.rstrip().endswith("?") and len(text.split()) >= SHORT_QUESTION

    def _asked_in_passing(self) -> Events:
        """« celui qui va m’appeler, c’est quelqu’un de la police ? »: no answer to the field, whatever it asks."""
        told = answer_besides(self._world, self._dispatcher, self._turn, self._turn.text)
        return [*told, *self._steps.ask_again(ASIDE)]

    def _order(self) -> Events | None:
        """An order to the form rather than an answer: « changez le moment », « envoyer » before the end."""
        text = self._turn.text
        if self._field.name in WAYS and self._form.said.way_named(text) == self._values["channel"]:
            return self._steps.ask_again()
        if self._form.field("confirmed").read(text) == "change" and len(text.split()) <= SHORT_QUESTION:
            return self._steps.ask_what_to_change()
        if self._field.kind == "text" and self._form.is_command(text):
            return self._not_yet()
        if "@" in text and self._field.short and self._values["channel"] == "email":
            self._steps.mark(BEGUN_NUMBER)
            return self._steps.open_line("email")
        return None

    def _not_yet(self) -> Events:
        """Said once: told to send again, what is open here is left out."""
        self._end.say("not_yet")
        name = self._field.name
        return self._steps.ask_again(ASIDE, {**self._steps.tries, name: self._steps.tries.get(name, 0) + 1})

    def _line_to_open(self) -> str | None:
        """« changez le moment »: a line that was given, and no new value; or the line chosen of those shown."""
        text, line = self._turn.text, self._orders.line_named()
        if line is None or line == self._field.name or self._values[line] is None:
            return None
        wishes = self._world.afterwards.meaning("change", text) is not None or self._steps.is_choosing
        if line in WAYS and self._form.said.gone_wrong.are_in(text) and len(text.split()) <= LONGEST_PAUSE:
            return line
        limit = SHORT_QUESTION if self._field.name == "message" else LONGEST_ORDER
        ordinary = self._field.kind == "choice" and self._form.is_plain_answer(self._field, text)
        return line if wishes and not ordinary and len(text.split()) <= limit else None

    def _asks_about_the_request(self, question: str) -> bool:
        text = self._turn.text
        if question or supposed_of_the_request(self._form, text) or asked_of_the_request(self._form, text):
            return True
        if "voicemail" in self._given.facts(text) or (self._field.name == "voicemail" and self._field.read(text)):
            return False  # « oui ils peuvent laisser un message »
        if self._field.name == "name" and self._form.spoken.is_surely_in(text):
            return False
        if self._field.name == "when" and self._form.said.times.are_in(text):
            return False  # « je travaille de nuit donc l’après-midi »
        asks = self._form.said.asking.are_in(text) or self._turn.intent.startswith("ask_") or self._shares_the_device()
        return asks and (self._field.name != "message" or len(text.split()) <= LONGEST_ORDER)

    def _shares_the_device(self) -> bool:
        """« chui au centre d’accueil, ya un pc partagé »"""
        return self._form.question_in(self._turn.text) == SHARED

    def _asks_for_sms(self) -> bool:
        text, name = self._turn.text, self._field.name
        asks = name == "channel" or (name in {"phone", "email", "when", "voicemail"} and text.rstrip().endswith("?"))
        return asks and self._form.sms.are_in(text)
