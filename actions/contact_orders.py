"""An order to the contact request rather than an answer: cancel, pause, skip, send, and what is kept back; in one of
their words, or in a clause of its own. Called by contact_answer."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.call_refused import refuses_every_call
from actions.contact_end import ContactEnd
from actions.contact_given import ContactGiven
from actions.contact_handed import ContactHanded
from actions.contact_heard import heard_in_form
from actions.contact_question import answer_besides
from actions.contact_send_order import SendOrder
from actions.contact_steps import ContactSteps
from actions.contact_values import ASIDE, set_field
from actions.turn import Turn
from actions.world import World
from casework.call_wishes import refused_apart
from casework.contact_facts import TO_BE_ASKED
from casework.contact_field import SKIPPED, Field
from casework.contact_ways import has_a_way
from casework.typed_words import questions_apart
from casework.words import best_match, comparable

Events = list[dict[str, Any]]
OF_A_CALL = ("channel", "phone", "when", "voicemail", "confirmed")
WITH_THE_WISH = {"consent", "recipient", "role", "adult"}  # known with the wish, or in a word
_NOT_MEANT = re.compile(r"(?<!\w)pas (?:la|le|mon|ma|notre|l['’]) ?\w+", re.IGNORECASE)
# Learned readings that words like « ma pause » or « gardez ça » stand in, too.
NO_PAUSE, SURE_OF_NO_PAUSE = ("answer", "tells", "agrees", "declines", "skip"), 0.6
LONGEST_PAUSE, LONGEST_TOLD_PAUSE = 18, 24  # words: more is a story
# Read so, many words are no story that is told as the message.
NO_STORY = {"goodbye", "withdraw_request"}


class ContactOrders:
    """`events`: what the order does; None where the message gives none."""

    def __init__(
        self,
        world: World,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        field: Field,
        steps: ContactSteps,
        given: ContactGiven,
        handed: ContactHanded,
    ) -> None:
        self._world, self._dispatcher, self._turn, self._form = world, dispatcher, turn, world.form
        self._field, self._steps, self._given, self._values = field, steps, given, steps.values
        self._handed = handed
        self._end = ContactEnd(world, dispatcher, turn)
        self._sending = SendOrder(world, dispatcher, turn, field, steps, handed)

    def events(self) -> Events | None:
        text = self._turn.text
        act = None if self.is_a_button() else self._act_in(text)
        if self._thinks_first():
            return self._end.nothing_kept()
        if self._steps.before and (act == "cancel" or self._keeps_the_old(act)):
            return self._steps.leave_line()
        if act == "cancel":
            return self._end.cancelled()
        if act != "pause" and self._leaves_at_once():
            return self._end.cancelled()
        if (refused := self._no_call()) is not None:
            return refused
        if act == "pause":
            return self.paused()
        if act == "resume":
            return self._steps.ask_again()
        if (sent := self._sending.events()) is not None:
            return sent
        if self._field.name == "when" and act == "skip" and self._steps.tries.get("when"):
            return self._steps.fill({"when": SKIPPED})
        if self._field.optional and (act == "skip" or self._is_refused()):
            return self._steps.fill(self._given.beside_a_refusal(self._turn.text) | {self._field.name: SKIPPED})
        if self._wants_a_voice():
            return self.held_back()
        if self._keeps_back():
            return self._end.refused() if self._field.name == "consent" else self.held_back()
        return None

    def _thinks_first(self) -> bool:
        """« non laisse, je vais réfléchir », before anything was given; not « oui, sans réfléchir »."""
        text = self._turn.text
        given = {name for name, value in self._values.items() if value is not None} - WITH_THE_WISH
        few = not given and len(text.split()) <= LONGEST_PAUSE and "?" not in text
        answers = self._field.kind == "choice" and self._field.read(text) not in {None, "no"}
        return few and not answers and self._form.said.thinking_first.are_in(text) and not self._given.facts(text)

    def _leaves_at_once(self) -> bool:
        """« non, j’arrête là », « ok je les appelle alors » where leave is asked, without a way or a « oui »."""
        text = self._turn.text
        if self._field.name != "consent" or comparable(text).split()[:1] == ["oui"]:
            return False
        return self._form.said.leaving.is_said(text) and not has_a_way(self._form, text)

    def _no_call(self) -> Events | None:
        """« surtout ne m’appelez pas » and nothing else: the telephone is taken out, and another way is asked."""
        if self.is_a_button() or not refuses_every_call(self._world, self._turn):
            return None
        of_any_contact = self._form.said.leaving.any_contact.are_in(self._turn.text)
        if of_any_contact:
            return self._end.cancelled() if self._field.name == "consent" else self._end.set_aside()
        dropped = [set_field(name, None) for name in OF_A_CALL] if self._values["channel"] in {None, "phone"} else []
        if self._field.name == "consent":
            return [*dropped, *self._agreed_without_a_call()]
        if not dropped:
            return self._steps.say_and_ask_again("noted", ASIDE)
        self._end.say("no_call")
        return [*dropped, set_field("tries", dict(self._steps.tries)), *self._steps.ask("channel")]

    def _agreed_without_a_call(self) -> Events:
        """« oui, mais surtout ne m’appelez pas » goes on; without a yes leave is asked again."""
        if self._field.read(refused_apart(self._turn.text)[1]) != "yes":
            return self._steps.say_and_ask_again("no_call_consent", ASIDE)
        self._steps.say("no_call_consent")
        return self._steps.fill({"consent": "yes"})

    def _keeps_the_old(self, act: str | None) -> bool:
        """« laissez l’ancien », « envoyer » while a line is asked anew; a number or an address cannot be left out."""
        text = self._turn.text
        if act == "skip":
            return self._field.kind in {"phone", "email"}
        keeps = self._form.said.keeping_the_old.are_in(text) and len(text.split()) <= LONGEST_PAUSE
        return self._leaves_the_line(text) or (keeps and self._field.read(text) is None and "?" not in text)

    def paused(self) -> Events:
        """What stands beside it is kept, and a question beside it is answered."""
        told, question = questions_apart(self._turn.text)
        facts = self._given.beside_a_pause(told) if self._field.name not in {"consent", "message", "confirmed"} else {}
        asks = question and not self._form.said.asks_to_pause(question)
        if asks and not self._form.said.pauses(question):
            answer_besides(self._world, self._dispatcher, self._turn, question)
        kept = [set_field(name, value) for name, value in facts.items() if value != TO_BE_ASKED]
        return [*kept, set_field("tries", {**self._steps.tries, **self._steps.begun()}), *self._end.paused()]

    def is_told_to_send(self, text: str) -> bool:
        return self._sending.is_told_to_send(text)

    def _leaves_the_line(self, text: str) -> bool:
        """« envoyer », « oui c’est bon » while a line is open; where yes and no answer it, only a word of sending."""
        by_words = self._field.kind == "text" or self._form.said.sending.are_in(text)
        return by_words and self._form.is_command(text)

    def _act_in(self, text: str) -> str | None:
        said, words = self._form.said, len(text.split())
        asks = text.rstrip().endswith("?")
        act = self._form.act_in(text) or said.act_in_front(text)
        if act and not (act == "pause" and asks):
            return act
        a_story = self._sending.is_a_story(text) and self._turn.intent not in NO_STORY
        if said.asks_to_pause(text) and words <= LONGEST_TOLD_PAUSE:
            return "pause"
        if said.gives_up(text) and not a_story:
            return "cancel"
        longest = LONGEST_PAUSE if self._field.name == "message" else LONGEST_TOLD_PAUSE
        told = questions_apart(text)[0] if asks else text
        if heard_in_form(self._world, self._turn).surely(SURE_OF_NO_PAUSE, *NO_PAUSE):
            return None
        return "pause" if said.pauses(told) and words <= longest and not a_story else None

    def _is_refused(self) -> bool:
        """« t’as pas besoin de savoir mon nom »"""
        text = self._turn.text
        if self._field.name == "name" and self._form.spoken.put_in(text):
            return False
        return self._field.short and self._form.said.refusals.are_in(text)

    def _wants_a_voice(self) -> bool:
        """« vous êtes une vraie personne ? » asks what the machine is."""
        text = self._turn.text
        asks = "?" in text and self._turn.intent == "bot_challenge"
        return self._form.said.voice.are_in(text) and not self._sending.is_a_story(text) and not asks

    def _keeps_back(self) -> bool:
        """« je préfère pas laisser mes coordonnées »"""
        text = self._turn.text
        if self._field.name == "consent" and self._calls_by_oneself(text):
            return True
        return self._field.name != "message" and self._form.said.keeping_back.are_in(text) and "?" not in text

    def _calls_by_oneself(self, text: str) -> bool:
        """« donnez-moi juste le numéro, j’appellerai moi-même », where leave is asked, and no way is given."""
        agrees = self._field.read(text) == "yes"
        return self._form.said.calling_oneself.are_in(text) and not has_a_way(self._form, text) and not agrees

    def held_back(self) -> Events:
        self._dispatcher.messages.clear()
        return self._end.set_aside("held_back")

    def line_named(self) -> str | None:
        """« vous joindre, pas la conversation »: what is said not to be meant does not count, nor does the way as it
        stands (« changez pour le soir par téléphone »)."""
        said, way = _NOT_MEANT.sub(" ", self._turn.text), self._values["channel"]
        said = self._form.said.ways[way].taken_out_of(said) if way else said
        named = best_match(said, self._form.line_words)
        return named if named and self._form.field(named).is_asked(self._values) else None

    def is_a_button(self) -> bool:
        """« stop » cancels; but where a button of the field has that word, the field decides."""
        asks = self._field.kind == "choice" and self._field.name != "confirmed"
        return asks and self._field.is_one_of_its_words(self._turn.text)
