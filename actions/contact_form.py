"""The form of the contact request: reads each answer, or steps aside for what matters more.

Rasa calls `validate_contact_form` when the form starts, at each message while it is active, and when it comes back
after another action spoke. What it returns decides: a field set and the next one asked; the execution rejected, so
that the rules take over (urgent, erase…) and, for a plain question, the form asks again afterwards."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.contact_values import CHOOSING, PREFIX, forget_values, set_field, values_of
from actions.speak import say, set_slot
from actions.turn import FORM, Turn
from actions.world import World
from casework.contact_form import SKIPPED, ContactForm, Field
from casework.urgency import judge
from casework.words import best_match

Events = list[dict[str, Any]]
REJECTED = {
    "event": "action_execution_rejected",
    "name": FORM,
    "policy": None,
    "confidence": None,
    "timestamp": None,
}

# These always win over the form.
LEAVING = {
    "safe", "not_safe", "false_alarm", "have_called", "cannot_call", "call_for_me", "danger_yes",
    "danger_no", "erase_my_data", "start_conversation", "stop_conversation", "request_follow_up",
}  # fmt: skip
# A message of these intents is a question or a word in passing: answered, then the form goes on.
ASIDE = {
    "talk_to_human", "bot_challenge", "ask_capabilities", "insult", "harmful_request", "other_language", "thank",
    "greet", "goodbye", "ask", "urgent_menu", "main_menu", "show_source", "start_guidance", "start_referral",
}  # fmt: skip


# Typed words of these intents may also be the name of a button: the field is asked first.
TYPED = {"withdraw_request", "drop_request"}
LONGEST_TIME = 6  # words


def _is_a_harmless_time(text: str) -> bool:
    """« demain matin » answers « quand ? »; the readable rules still ring for anything more."""
    return len(text.split()) <= LONGEST_TIME and judge(text).level == "none"


class ValidateContactForm(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return f"validate_{FORM}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if turn.was_answered:
            return self._ask_next(turn, {})
        if not turn.form_is_active or not turn.slot("requested_slot"):
            return self._begin(turn)
        if self._must_leave(turn):
            return [REJECTED]
        return _Answer(self._world, dispatcher, turn).events() or self._ask_next(turn, {})

    def _must_leave(self, turn: Turn) -> bool:
        """Danger and erasure win; only « unsure » gives way to a word that stands on a button of the field."""
        field = self._world.form.field(str(turn.slot("requested_slot")).removeprefix(PREFIX))
        if turn.text and turn.intent in LEAVING | TYPED and field.kind == "choice" and field.read(turn.text):
            return False
        if field.name == "when" and turn.text and _is_a_harmless_time(turn.text):
            return False
        if turn.intent == "check_urgency":
            return not field.is_one_of_its_words(turn.text)
        return turn.intent in LEAVING or (turn.intent.startswith("urgent_") and turn.intent != "urgent_menu")

    def _begin(self, turn: Turn) -> Events:
        """What was already said is not asked again; consent comes before it is used."""
        known = values_of(self._world, turn)
        first = {} if known["consent"] else _already_said(self._world, turn, known)
        return [set_slot("paused_form", None), *self._ask_next(turn, first)]

    def _ask_next(self, turn: Turn, fresh: dict[str, Any]) -> Events:
        missing = self._world.form.next_missing(values_of(self._world, turn) | fresh)
        events = [set_field(name, value) for name, value in fresh.items()]
        return [*events, set_slot("requested_slot", PREFIX + missing.name if missing else None)]


def _already_said(world: World, turn: Turn, known: dict[str, Any]) -> dict[str, Any]:
    """Recipient, role and phone or e-mail when the message that asks for the contact holds them."""
    form, said = world.form, dict[str, Any]()
    said["recipient"] = form.asked_recipient(turn.text) or known["recipient"] or "caprev"
    speaker = world.words.meaning("speaker", turn.text) or (turn.slot("context") or {}).get("speaker")
    if speaker:
        said["role"] = speaker
    for way in ("phone", "email"):
        value = form.field(way).read(turn.text) if turn.text else None
        if value:
            said |= {way: value, "channel": way}
    return said


class _Answer:
    """One message read as the answer to the field that was asked."""

    def __init__(self, world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        self._world, self._dispatcher, self._turn = world, dispatcher, turn
        self._form: ContactForm = world.form
        self._field = self._form.field(str(turn.slot("requested_slot")).removeprefix(PREFIX))
        self._values = values_of(world, turn)

    def events(self) -> Events:
        if self._turn.intent == "choose":
            return self._tapped()
        if self._field.name == "confirmed" and (events := self._correction()):
            return events
        if self._turn.intent in TYPED and self._field.kind != "text" and not self._means_no():
            return self._cancelled()
        if not self._turn.text:
            return [] if self._turn.intent in {"request_contact", "resume_request"} else [REJECTED]
        act = self._form.act_in(self._turn.text)
        if act == "cancel" and not self._means_no():
            return self._cancelled()
        if act == "pause":
            return self._paused()
        if act == "skip" and self._field.optional:
            return self._fill({self._field.name: SKIPPED})
        return self._typed()

    def _correction(self) -> Events:
        """At the read-back: a number or an address given anew, or a line named in free words."""
        text = self._turn.text
        for way in ("phone", "email"):
            if value := self._form.field(way).read(text) if text else None:
                return self._fill({way: value, "channel": way, "confirmed": None})
        if not text or self._form.act_in(text) or self._field.read(text) in {"yes", "no"}:
            return []
        named = best_match(text, self._form.line_words)
        if named is None or not self._form.field(named).is_asked(self._values):
            return []
        return [set_field(named, None), set_field("tries", self._tries()), set_slot("requested_slot", PREFIX + named)]

    def _means_no(self) -> bool:
        """« stop » cancels; but where a button of the field has that word, the field decides."""
        return self._field.kind == "choice" and self._field.read(self._turn.text) is not None

    def _tapped(self) -> Events:
        name, _, value = (self._turn.value or "").removeprefix(PREFIX).partition(":")
        if not (self._turn.value or "").startswith(PREFIX):
            return [REJECTED]
        if name == "change" and value in self._form.names:
            return [
                set_field(value, None),
                set_field("confirmed", None),
                set_slot("requested_slot", PREFIX + value),
            ]
        if value == SKIPPED or name in self._form.names:
            return self._fill({name: value})
        return [REJECTED]

    def _typed(self) -> Events:
        text, field = self._turn.text, self._field
        value = field.read(text)
        if value is not None and not (field.kind == "text" and self._is_aside(text)):
            return self._fill({field.name: value})
        other = self._another_field(text)
        if other:
            return self._fill(other)
        if self._is_aside(text):
            return [REJECTED]
        return self._not_understood()

    def _another_field(self, text: str) -> dict[str, Any]:
        """A number or an address typed while something else is asked is taken as what it is."""
        for way in ("phone", "email"):
            value = self._form.field(way).read(text)
            if value and self._field.name in {"channel", "phone", "email"}:
                return {way: value, "channel": way}
        return {}

    def _is_aside(self, text: str) -> bool:
        """A question or a word in passing, rather than what the field asks for."""
        intent = self._turn.intent
        if self._field.name == "message" and not text.rstrip().endswith("?"):
            return intent in ASIDE - {"thank", "greet", "goodbye", "talk_to_human"}
        if intent in ASIDE:
            return self._field.kind != "text" or len(text.split()) > 2 or intent in {"greet", "insult"}
        return intent.startswith("ask_") and (text.rstrip().endswith("?") or len(text.split()) > 3)

    def _fill(self, values: dict[str, Any]) -> Events:
        now = self._values | values
        if values.get("consent") == "no":
            return self._refused()
        if values.get("confirmed") == "no":
            return self._cancelled()
        if values.get("confirmed") == "change":
            return self._ask_what_to_change()
        if values.get("adult") == "no":
            self._say("minor")
        missing = self._form.next_missing(now)
        return [
            *(set_field(name, value) for name, value in values.items()),
            set_field("tries", {**self._tries(), self._field.name: 0}),
            set_slot("requested_slot", PREFIX + missing.name if missing else None),
        ]

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
        if field.name in {"consent", "confirmed"}:
            return [set_field("tries", tries), *self._paused()]
        self._say("too_many_tries")
        if field.name == "channel":
            return [set_field("tries", tries), *self._fill({"channel": "chat"})]
        if field.name in {"phone", "email"}:
            opened = [set_field("channel", None), set_slot("requested_slot", PREFIX + "channel")]
            return [set_field("tries", tries), *opened]
        return [set_field("tries", tries), *self._fill({field.name: SKIPPED})]

    def _ask_what_to_change(self) -> Events:
        fields = [f for f in self._form.fields if f.name in self._form.summary_lines and f.is_asked(self._values)]
        titles = self._form.summary_lines
        buttons = [(titles[f.name].split(" :")[0], f'/choose{{"value": "{PREFIX}change:{f.name}"}}') for f in fields]
        say(self._dispatcher, self._form.texts["change_what"], *buttons)
        choosing = {**self._tries(), CHOOSING: 1}
        return [set_field("tries", choosing), set_slot("requested_slot", PREFIX + "confirmed")]

    def _refused(self) -> Events:
        self._say("refused")
        return self._over(forget_values(self._world))

    def _cancelled(self) -> Events:
        self._say("cancelled")
        return self._over(forget_values(self._world))

    def _paused(self) -> Events:
        self._say("paused")
        return self._over([set_slot("paused_form", FORM)])

    def _over(self, events: Events) -> Events:
        return [
            *events,
            {"event": "active_loop", "name": None, "timestamp": None},
            set_slot("requested_slot", None),
        ]

    def _say(self, key: str) -> None:
        text = self._form.texts[key]
        content = self._world.content
        say(self._dispatcher, content.fill(text, self._turn.moment, idle_hours=str(self._world.idle_hours)))
