"""Whether a message that the model finds urgent is only an answer to the form's question. Called by contact_form.

Danger said in words comes first: as soon as one readable rule speaks, the message is no answer."""

from __future__ import annotations

import re

from actions.contact_heard import CHANGE_OF_MIND, Heard, asked_of_the_request, supposed_of_the_request
from actions.memory import danger_is_near, only_the_model_doubts
from actions.turn import Turn
from actions.urgent import is_faint, is_soft
from casework.contact_field import Field
from casework.contact_form import ContactForm
from casework.contact_reading import facts_in, message_apart
from casework.contact_who import placed, said_at_the_beginning
from casework.urgency import judge

LONGEST_TIME, LONGEST_TIME_WITH_REASON, LONGEST_UNSURE = 6, 10, 32  # words
LONGEST_COORDINATES, LONGEST_OF_THE_WRITER = 40, 12  # words
AFTER_THE_MESSAGE = {"write_here", "attach", "confirmed"}
LONGEST_BARE_TIME = 3  # words: « demain matin » where something else is asked
VOICEMAIL_ASKED = "request/voicemail"
WHO_WILL_KNOW = {"ask_confidentiality/who_knows", "request/who_reads", "request/calls_school"}
UNSURE_BELOW = 0.25  # the learned probability of danger
# What people ask about the request and those who answer it.
OF_THE_FORM = {
    "request_contact", "request_follow_up", "withdraw_request", "erase_my_data", "ask_confidentiality", "ask_caprev",
    "ask_green_number", "ask_capabilities", "bot_challenge", "talk_to_human",
}  # fmt: skip
_WISH_FOR_MORE = re.compile(r"(?<!\w)envie\s+d(?:e\s|['’])", re.IGNORECASE)
SURELY = 0.6  # the confidence of the learned reading of the form


class ContactCalm:
    def __init__(self, form: ContactForm, field: Field, turn: Turn, heard: Heard) -> None:
        self._heard = heard
        self._form, self._field, self._text, self._turn = form, field, turn.text, turn

    def is_harmless(self) -> bool:
        """« demain matin », « je suis le papa », « Marie »; and, where the model only doubts, any short answer."""
        if self._field.is_one_of_its_words(self._text) or self._form.act_in(self._text):
            return True
        if self._asks_of_a_change_of_mind() or self._asks_who_will_know():
            return True
        if judge(self._text).level != "none":
            return False
        if self._form.said.act_in_front(self._text) == "pause":
            return True
        if self._is_doubted_coordinates() or self._pauses() or self._asks_of_the_voicemail():
            return True
        if self._surely_belongs_to_the_form():
            return True
        plain = self._is_a_time() or self._form.is_plain_answer(self._field, self._text)
        return plain or (self._is_only_doubted() and self._belongs_to_the_form())

    def _surely_belongs_to_the_form(self) -> bool:
        """Only the learned model doubts, no readable rule speaks, no alarm is open, and the learned reading knows what
        the turn does here: « désolée, une cliente ». A tale, and a question of something else, are asked about."""
        name, score = self._heard.name, float(self._turn.urgency.get("score") or 1)
        if name is None or self._heard.sure < SURELY or score >= UNSURE_BELOW or danger_is_near(self._turn):
            return False
        if self._turn.intent != "check_urgency" or name == "tells" or (name, self._field.name) == ("answer", "message"):
            return False
        return name != "question" or self._turn.calm_intent in OF_THE_FORM

    def _is_a_time(self) -> bool:
        """« quand il est au boulot, le matin »: the longer it is, the more it must speak of time."""
        words, said = len(self._text.split()), self._form.said
        tells = words <= LONGEST_TIME_WITH_REASON and said.begins_with_a_time(self._text)
        of_a_time = self._field.name != "message" and self._form.facts.is_only_a_time(self._text)
        return of_a_time or (self._field.name == "when" and (words <= LONGEST_TIME or tells))

    def _is_only_doubted(self) -> bool:
        score = float(self._turn.urgency.get("score") or 0.0)
        known = self._turn.intent == "check_urgency" and bool(self._turn.urgency)
        return known and score < UNSURE_BELOW and len(self._text.split()) <= LONGEST_UNSURE

    def _is_doubted_coordinates(self) -> bool:
        """« Téléphone de l’AMO : 081…, demander Sabrina, du mardi au jeudi »: what the learned model alone doubts,
        where a number or an address is given; what it is nearly sure of rings."""
        doubted = is_faint(self._turn) and len(self._text.split()) <= LONGEST_COORDINATES
        given = facts_in(self._form, self._text, self._field.name, {}) if doubted else {}
        return bool({"phone", "email"} & given.keys()) or self._plainly_fills_the_form()

    def _plainly_fills_the_form(self) -> bool:
        """« mon prénom c’est Albert, j’habite Floreffe. Comme message dites que … », however long: a message that is
        handed over with its name, an addition to it; or the writer's own name and place, of which little is doubted."""
        if not is_faint(self._turn) or danger_is_near(self._turn):
            return False
        form, text, late = self._form, self._text, self._field.name in AFTER_THE_MESSAGE
        if message_apart(form, text) or (late and form.message_words.added_in(text)):
            return True
        own = form.spoken.introduced_in(text) or form.facts.own_place(text) or placed(form, text)
        return bool(own) and float(self._turn.urgency.get("score") or 1) < UNSURE_BELOW

    def _asks_of_the_voicemail(self) -> bool:
        """« et si je suis sous une voiture et que je réponds pas, ils vont laisser un message ? »: only a doubt of the
        learned model, and no readable rule, stands against it."""
        doubted = self._turn.intent == "check_urgency" or is_soft(self._turn)
        asks = self._text.rstrip().endswith("?")
        return doubted and asks and self._form.question_in(self._text) == VOICEMAIL_ASKED

    def _asks_of_a_change_of_mind(self) -> bool:
        """« et si demain j’ai plus envie je fais comment »: a doubt of the learned model, or of single words, does not
        speak over it; a readable rule, an alarm, an open danger and « plus envie de rien » do."""
        if not self._is_doubted_by_the_model_alone() or _WISH_FOR_MORE.search(self._text):
            return False
        return supposed_of_the_request(self._form, self._text) == CHANGE_OF_MIND

    def _asks_who_will_know(self) -> bool:
        """« mon fils le saura ? » sounds like fear: the same."""
        asked = asked_of_the_request(self._form, self._text)
        return asked in WHO_WILL_KNOW and self._is_doubted_by_the_model_alone()

    def _is_doubted_by_the_model_alone(self) -> bool:
        turn = self._turn
        unsure = turn.intent == "check_urgency" and turn.urgency.get("level", "unsure") == "unsure"
        return unsure and only_the_model_doubts(turn) and not danger_is_near(turn)

    def _pauses(self) -> bool:
        """« oups elle rentre, je continuerai plus tard »; « je peux finir ce soir ? » sounds like an end to it"""
        said, few = self._form.said, len(self._text.split()) <= LONGEST_UNSURE
        return few and (said.asks_to_pause(self._text) or (is_faint(self._turn) and said.pauses(self._text)))

    def _tells_of_the_writer(self) -> bool:
        """« c’est pour moi, j’ai 22 ans », « Sabrina, je l’ai déjà dit ;) », « j’ai que l’ordi de la bibli »"""
        text, form, name = self._text, self._form, self._field.name
        if len(text.split()) > LONGEST_OF_THE_WRITER:
            return False
        if name == "name" and form.spoken.first_in(text, freely=False):
            return True
        of_them = name in {"consent", "role", "adult"} and bool(said_at_the_beginning(form, text).keys() - {"name"})
        return of_them or form.question_in(text) is not None

    def _gives_lines(self) -> bool:
        """« et pas de message vocal finalement »"""
        return bool(facts_in(self._form, self._text, self._field.name, {"channel": "phone"}))

    def _belongs_to_the_form(self) -> bool:
        """An answer to the open question, or words about the form itself."""
        text, said, field = self._text, self._form.said, self._field
        at_once = len(text.split()) <= LONGEST_BARE_TIME and said.begins_with_a_time(text)
        if (
            said.pauses(text)
            or said.asks_to_pause(text)
            or said.voice.are_in(text)
            or said.finishing.are_in(text)
            or self._form.is_command(text)
            or self._gives_lines()
            or self._tells_of_the_writer()
        ):
            return True
        if at_once or said.act_in_front(text) or said.about.are_in(text) or said.way_named(text):
            return True
        if field.name == "when":
            return said.tells_a_time(text)
        asked = self._form.field("role") if field.name == "message" else field  # « pr moi » is said late, too
        is_read = self._form.is_plain_answer(asked, text) or (field is asked and field.read(text) is not None)
        return is_read or (field.short and field.optional and said.refusals.are_in(text))
