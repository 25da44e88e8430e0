"""One message read as the answer to the field of the contact request that was asked. Called by contact_form."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer
from actions.contact_end import ContactEnd
from actions.contact_values import CHOOSING, PREFIX, choice_button, set_field, values_of
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.ages import own_age
from casework.ages_of_others import ADULT
from casework.contact_form import SKIPPED, ContactForm, Field
from casework.full_names import names_somebody
from casework.words import best_match

Events = list[dict[str, Any]]
# A message of these intents is a question or a word in passing: answered, then the form goes on.
ASIDE = {
    "talk_to_human", "bot_challenge", "ask_capabilities", "insult", "harmful_request", "other_language", "thank",
    "greet", "goodbye", "ask", "urgent_menu", "main_menu", "show_source", "start_guidance", "start_referral",
}  # fmt: skip
# What somebody tells where a button or a name was expected is answered too.
TELLING = {"describe_concern", "self_concern"}
CANCELLING = {"withdraw_request", "drop_request"}
WAYS = ("phone", "email")
AFTER_THE_MESSAGE = {"write_here", "attach", "confirmed"}
# A number, an address or another way, said while one of these is asked, is not their answer.
GIVING_WAY = {"channel", "phone", "email", "when", "voicemail", "name", "commune", "message"}
NAMING_A_WAY = {"role", "adult", "phone", "email", "when", "voicemail", "name", "commune"}
LONGEST_TIME, LONGEST_WAY = 15, 6  # words: more is a story


class ContactAnswer:
    """`events`: what the answer changes; empty when there is nothing to read; None to leave it to the rules."""

    def __init__(self, world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        self._world, self._dispatcher, self._turn = world, dispatcher, turn
        self._form: ContactForm = world.form
        self._field = self._form.field(str(turn.slot("requested_slot")).removeprefix(PREFIX))
        self._values = values_of(world, turn)
        self._end = ContactEnd(world, dispatcher, turn)

    def events(self) -> Events | None:
        if self._turn.intent == "choose":
            return self._tapped()
        if not self._turn.text:
            return [] if self._turn.intent in {"request_contact", "resume_request"} else None
        if self._field.name in AFTER_THE_MESSAGE and self._form.said.rewriting.are_in(self._turn.text):
            return self._open_line("message") if self._values["message"] else self._ask_again()
        if self._field.name == "confirmed" and (corrected := self._correction()):
            return corrected
        if (events := self._act()) is not None:
            return events
        return self._typed()

    def _act(self) -> Events | None:
        """Cancel, pause, skip or go on: in one of their words, or as the understanding reads a sentence."""
        text = self._turn.text
        act = None if self._is_a_button() else self._form.act_in(text) or self._form.said.act_in_front(text)
        if act == "cancel":
            return self._end.cancelled()
        if act == "pause":
            return self._end.paused()
        if act == "resume":
            return self._ask_again()
        if self._field.optional and (act == "skip" or self._is_refused()):
            return self._fill({self._field.name: SKIPPED})
        if (
            self._turn.intent in CANCELLING
            and not self._is_a_button()
            and (self._field.kind != "text" or self._field.short)
        ):
            return self._end.set_aside()
        return None

    def _is_refused(self) -> bool:
        """« t’as pas besoin de savoir mon nom »"""
        text = self._turn.text
        return self._field.short and self._form.said.refusals.are_in(text) and not text.rstrip().endswith("?")

    def _ask_again(self) -> Events:
        return [set_field("tries", self._tries()), set_slot("requested_slot", PREFIX + self._field.name)]

    def _is_a_button(self) -> bool:
        """« stop » cancels; but where a button of the field has that word, the field decides."""
        return self._field.kind == "choice" and self._field.read(self._turn.text) is not None

    def _correction(self) -> Events:
        """At the read-back: a number or an address given anew, or a line named in free words."""
        text = self._turn.text
        for way in WAYS:
            if value := self._form.field(way).read(text):
                return self._fill({way: value, "channel": way})
        if (given := self._lines_put_right(text)) or (given := self._other_recipient(text)):
            return self._fill(given)
        if self._form.act_in(text) or self._field.read(text) in {"yes", "no"}:
            return []
        named = best_match(text, self._form.line_words)
        if named is None or not self._form.field(named).is_asked(self._values):
            return []
        return self._open_line(named)

    def _lines_put_right(self, text: str) -> dict[str, Any]:
        """« la commune, c’est Andenne, et enlevez mon prénom »: each line that can be read at once."""
        form = self._form
        given = {name: form.field(name).read(value) for name, value in form.corrections.given(text).items()}
        found = given | dict.fromkeys(form.corrections.removed(text), SKIPPED)
        return {name: value for name, value in found.items() if value and form.field(name).is_asked(self._values)}

    def _other_recipient(self, text: str) -> dict[str, Any]:
        wanted = self._form.said.recipient_wanted(text)
        if wanted is None or wanted == (self._values["recipient"] or "caprev"):
            return {}
        if notice := self._form.recipients[wanted].notice:
            say(self._dispatcher, notice)
        return {"recipient": wanted}

    def _open_line(self, name: str) -> Events:
        """A line of the read-back is asked again, and read back again afterwards."""
        emptied = [set_field(name, None), set_field("confirmed", None)]
        return [*emptied, set_field("tries", self._tries()), set_slot("requested_slot", PREFIX + name)]

    def _tapped(self) -> Events | None:
        """A button carries « contact_field:value »; an old one, or one of another question, stores nothing odd."""
        if not (self._turn.value or "").startswith(PREFIX):
            return None
        name, _, value = (self._turn.value or "").removeprefix(PREFIX).partition(":")
        if name == "change":
            return self._open_line(value) if self._may_be_opened(value) else self._ask_again()
        is_mine = name in self._form.names and self._form.field(name).takes(value)
        of_another_question = name in {"consent", "confirmed"} and name != self._field.name
        if not is_mine or of_another_question or not self._form.field(name).is_asked(self._values):
            return self._ask_again()
        return self._fill({name: value})

    def _may_be_opened(self, name: str) -> bool:
        is_known = name in self._form.names and name in self._form.summary_lines
        return is_known and self._values["consent"] == "yes" and self._form.field(name).is_asked(self._values)

    def _typed(self) -> Events | None:
        text, field = self._turn.text, self._field
        if self._asks_for_sms():
            named = self._form.said.messengers.are_in(text)
            return self._say_and_ask_again("other_messenger" if named else "sms")
        if (age := own_age(text)) is not None and age < ADULT and field.name == "role":
            return self._fill({"role": "self", "adult": "no"})
        besides = self._another_field(text)
        if besides and field.name in GIVING_WAY:
            return self._fill(besides) if field.name == "channel" else self._noted(besides)
        value = None if self._asks_rather_than_answers(text) else field.read(text)
        opened = field.short and field.is_opened_by(text)
        if value is not None and (opened or not (field.kind == "text" and self._is_aside(text))):
            return self._fill({field.name: value} | besides | self._said_with(value))
        if besides:
            return self._noted(besides)
        return None if self._is_aside(text) else self._not_understood()

    def _asks_rather_than_answers(self, text: str) -> bool:
        """« d’accord avec quoi au juste ? » is no consent, « ça a marché ? » no time."""
        if self._field.name == "when":
            return text.rstrip().endswith("?") and not self._form.said.tells_a_time(text)
        return self._field.name == "consent" and "?" in text

    def _said_with(self, value: str) -> dict[str, Any]:
        """« ok je suis sa sœur »: who writes, said with the consent."""
        if self._field.name != "consent" or value != "yes" or self._values["role"]:
            return {}
        role = self._world.words.meaning("speaker", self._turn.text)
        return {"role": role} if role else {}

    def aside_answered(self) -> Events:
        """A question that the model only doubts: answered here, and the form asks its own again."""
        answer_id = self._world.parts.answer_id(self._turn.calm_intent, self._turn.text)
        if answer_id.split("/")[0] not in self._world.content.answers:
            return self._not_understood()
        return [*give_answer(self._world, self._dispatcher, self._turn, answer_id), *self._ask_again()]

    def _asks_for_sms(self) -> bool:
        text, name = self._turn.text, self._field.name
        asks = name == "channel" or (name in {"phone", "email", "when", "voicemail"} and text.rstrip().endswith("?"))
        return asks and self._form.sms.are_in(text)

    def _say_and_ask_again(self, key: str) -> Events:
        self._end.say(key)
        return self._ask_again()

    def _noted(self, values: dict[str, Any]) -> Events:
        """Something else than what was asked was given: kept, and the question asked again."""
        if not self._field.is_asked(self._values | values):
            return self._fill(values)
        self._end.say("noted")
        kept = [set_field(name, value) for name, value in values.items()]
        return [*kept, *self._ask_again()]

    def _another_field(self, text: str) -> dict[str, Any]:
        """A number or an address typed while something else is asked is taken as what it is."""
        if self._field.name == "message" and len(text.split()) > LONGEST_WAY:
            return {}
        for way in WAYS:
            if value := self._form.field(way).read(text):
                return {way: value, "channel": way} if way != self._field.name else {}
        form, asked = self._form, self._field.name
        channel = form.field("channel")
        if asked in {"role", "adult"} and form.is_plain_answer(channel, text):
            return {"channel": channel.read(text)}
        named = form.said.way_named(text) if asked in NAMING_A_WAY else None
        return {"channel": named} if named and named != self._values["channel"] else self._who_writes(text)

    def _who_writes(self, text: str) -> dict[str, Any]:
        """« c’est pour moi » is no message."""
        role = self._form.field("role")
        is_role = self._field.name == "message" and self._form.is_plain_answer(role, text)
        return {"role": role.read(text)} if is_role else {}

    def _is_aside(self, text: str) -> bool:
        """A question or a word in passing, rather than what the field asks for."""
        intent, asks, words = self._turn.intent, text.rstrip().endswith("?"), len(text.split())
        if self._field.name == "message" and not asks:
            return intent in ASIDE - {"thank", "greet", "goodbye", "talk_to_human"}
        if intent in ASIDE:
            return self._field.kind != "text" or words > 2 or intent in {"greet", "insult"}
        if intent in TELLING and words > 2:
            return self._field.kind == "choice" or self._field.short
        if intent in TELLING and self._field.name == "when":
            return words > LONGEST_TIME
        is_open = self._field.kind == "choice" and asks
        is_open = is_open or self._world.afterwards.meaning("asks", text) is not None
        return is_open or (intent.startswith("ask_") and (asks or words > 3))

    def _fill(self, values: dict[str, Any]) -> Events:
        """What is given anew after the read-back is read back again before anything is sent."""
        if self._field.name != "confirmed" or "confirmed" not in values:
            values = {**values, "confirmed": None}
        if (events := self._decided(values)) is not None:
            return events
        self._say_what_matters(values)
        missing = self._form.next_missing(self._values | values)
        return [
            *(set_field(name, value) for name, value in values.items()),
            set_field("tries", {**self._tries(), self._field.name: 0}),
            set_slot("requested_slot", PREFIX + missing.name if missing else None),
        ]

    def _decided(self, values: dict[str, Any]) -> Events | None:
        """A no, or the wish to change something, rather than a value to keep."""
        if values.get("consent") == "no":
            return self._end.refused()
        if values.get("confirmed") == "no":
            return self._end.cancelled()
        return self._ask_what_to_change() if values.get("confirmed") == "change" else None

    def _say_what_matters(self, values: dict[str, Any]) -> None:
        if values.get("adult") == "no" or (values.get("consent") == "yes" and self._values.get("adult") == "no"):
            self._end.say("minor")
        if names_somebody(str(values.get("message") or "")):
            self._end.say("full_name", choice_button(self._form.titles["rewrite"], "change:message"))

    def _tries(self) -> dict[str, int]:
        """How often each field was not understood; that a line was being chosen is forgotten here."""
        return {name: count for name, count in (self._turn.slot("contact_tries") or {}).items() if name != CHOOSING}

    def _not_understood(self) -> Events:
        field, tries = self._field, self._tries()
        tries[field.name] = tries.get(field.name, 0) + 1
        if tries[field.name] >= self._form.tries:
            return self._way_out(field, tries)
        return [set_field("tries", tries), set_slot("requested_slot", PREFIX + field.name)]

    def _way_out(self, field: Field, tries: dict[str, int]) -> Events:
        """After the third try nothing given so far is lost: another way, a field left open, or a no."""
        tries[field.name] = 0
        reset = set_field("tries", tries)
        if field.name in {"consent", "confirmed"}:
            return [reset, *self._end.paused()]
        self._end.say("too_many_tries")
        if field.name in WAYS:
            return [reset, set_field("channel", None), set_slot("requested_slot", PREFIX + "channel")]
        left = {"channel": "chat", "attach": "no"}.get(field.name, SKIPPED)
        return [*self._fill({field.name: left}), reset]

    def _ask_what_to_change(self) -> Events:
        titles = self._form.summary_lines
        fields = [f for f in self._form.fields if f.name in titles and f.is_asked(self._values)]
        buttons = [choice_button(titles[f.name].split(" :")[0], f"change:{f.name}") for f in fields]
        say(self._dispatcher, self._form.texts["change_what"], *buttons)
        choosing = {**self._tries(), CHOOSING: 1}
        return [set_field("tries", choosing), set_slot("requested_slot", PREFIX + "confirmed")]
