"""The steps of the contact request: a field filled, asked again, opened, left; what is said at each. Called by
contact_answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.contact_begun import is_grown_up
from actions.contact_early import is_told_at_once, left_open, with_left_open, with_what_was_told
from actions.contact_end import ContactEnd
from actions.contact_story import with_the_story
from actions.contact_values import (
    ABOUT,
    ASIDE,
    BEFORE,
    BEGUN_NUMBER,
    CHOOSING,
    MARKS,
    PREFIX,
    choice_button,
    in_few_words,
    is_still_begun,
    lines_put_right,
    set_field,
    values_of,
)
from actions.memory import was_said_lately
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.contact_facts import TO_BE_ASKED
from casework.contact_field import SKIPPED, Field
from casework.full_names import names_somebody

Events = list[dict[str, Any]]
LATER = {"message", "write_here"}  # fields that are asked after all that need not be given


class ContactSteps:
    """`values`: what was given; `tries`: how often each field was not understood; `before`: the line that is open."""

    def __init__(self, world: World, dispatcher: CollectingDispatcher, turn: Turn, field: Field) -> None:
        self._dispatcher, self._turn, self._form, self._field = dispatcher, turn, world.form, field
        self._world = world
        self.values = values_of(world, turn)
        self._end = ContactEnd(world, dispatcher, turn)
        noted = dict(turn.slot("contact_tries") or {})
        self.before: dict[str, Any] = noted.pop(BEFORE, None) or {}
        self.is_choosing = CHOOSING in noted
        self.tries = {name: count for name, count in noted.items() if name not in MARKS}
        self._marks: set[str] = set()
        self._counted = False
        self._begun_before = BEGUN_NUMBER in noted and is_still_begun(field.name, self.values)

    def mark(self, mark: str) -> None:
        """Noted beside the tries with whatever happens next."""
        self._marks.add(mark)

    def ask(self, name: str) -> Events:
        return [set_field(name, None), set_slot("requested_slot", PREFIX + name)]

    def ask_again(self, mark: str | None = None, tries: dict[str, Any] | None = None) -> Events:
        if mark:
            self._marks.add(mark)
        noted = self._noted_beside(tries if tries is not None else self.tries)
        kept = noted | ({BEFORE: self.before} if self.before else {})
        return [set_field("tries", kept), set_slot("requested_slot", PREFIX + self._field.name)]

    def _noted_beside(self, tries: dict[str, Any]) -> dict[str, Any]:
        return {**tries, **self.begun(), **dict.fromkeys(self._marks, 1)}

    def begun(self) -> dict[str, Any]:
        """A number or an address was begun before its question: noted until that is asked."""
        return {BEGUN_NUMBER: 1} if self._begun_before else {}

    def say(self, key: str) -> None:
        """A text of the form, before the next question."""
        self._end.say(key)

    def say_and_ask_again(self, key: str, mark: str | None = None) -> Events:
        self._end.say(key)
        return self.ask_again(mark)

    def open_line(self, name: str) -> Events:
        """A line is asked again, and read back again afterwards; what stood there is kept until then."""
        before = {name: self.values[name]} if self.values[name] is not None else {}
        emptied = [set_field(name, None), set_field("confirmed", None)]
        noted = self._noted_beside(self.tries) | ({BEFORE: before} if before else {})
        return [*emptied, set_field("tries", noted), set_slot("requested_slot", PREFIX + name)]

    def ask_whole(self, way: str, why: str, besides: dict[str, Any]) -> Events:
        """A number or an address that was to take the place of another, and is not whole, is asked for again; what
        stood there is kept until then. `why`: the text that says what is wrong; `besides`: what else was given."""
        channel = self.values["channel"]
        stands = {channel: self.values[channel]} if self.values.get(channel) else {"channel": channel}
        before = {way: self.values[way]} if channel == way else {"channel": channel}
        self._end.say(why)
        self._end.say("kept_until_then", lines=in_few_words(self._form, stands))
        given = {**besides, "channel": way, way: None, "confirmed": None}
        self._marks.discard(BEGUN_NUMBER)  # just said
        noted = self._noted_beside(self.tries) | {BEFORE: before}
        done = [set_field(name, value) for name, value in given.items()]
        return [*done, set_field("tries", noted), set_slot("requested_slot", PREFIX + way)]

    def leave_line(self) -> Events:
        """« non rien », « envoyer » while a line is open: it stays as it was, and is read back."""
        self._end.say("unchanged")
        return self.fill(self.before)

    def take(self, given: dict[str, Any]) -> Events:
        """What a message gave: with the answer to the question, or noted, and the question asked again."""
        asks_to_attach = given.get("attach") == TO_BE_ASKED
        given = {name: value for name, value in given.items() if value != TO_BE_ASKED}
        if asks_to_attach:
            return [*(set_field(name, value) for name, value in given.items()), *self.open_line("attach")]
        self._begun_before = self._begun_before and "channel" not in given
        self._count(given)
        said_back = self._say_back(given)
        is_answered = self._field.name in given or self._field.name == "confirmed" or bool(self._open_early(given))
        if is_answered or not self._field.is_asked(self.values | given):
            self._say_what_is_begun(given)
            return self.fill(given)
        if passed := self._walked_past(given):
            return self.fill({**given, **passed})
        if not said_back:
            self._end.say(self._of_what_was_noted(given))
        return [*(set_field(name, value) for name, value in given.items()), *self.ask_again(ASIDE)]

    def keep_story(self, story: str, besides: dict[str, Any]) -> Events:
        """A story told where something else is asked is the message; `besides`: the lines that stand in it. It is no
        line that was told for the form."""
        self._count(besides)
        self._end.say("story_noted")
        given = {**besides, "message": story}
        if self._field.name in given:
            return self.fill(given)
        self._say_what_matters(given)
        return [*(set_field(name, value) for name, value in given.items()), *self.ask_again(ASIDE)]

    def take_unsaid(self, given: dict[str, Any]) -> Events:
        """What was just read again: noted, and the next question asked."""
        if self._field.name in given:
            return self.fill(given)
        return [*(set_field(name, value) for name, value in given.items()), *self.ask_again(ASIDE)]

    def _say_back(self, given: dict[str, Any]) -> bool:
        """An earlier line that is put right is said back at once, « C’est noté : mardi matin. », with all that is taken
        besides the answer; at the read-back all is read again anyway."""
        besides = {name: value for name, value in given.items() if name != self._field.name}
        if self._field.name == "confirmed" or not (lines := lines_put_right(self._form, self.values, besides)):
            return False
        self._end.say("noted_so", lines=lines)
        return True

    def _say_what_is_begun(self, given: dict[str, Any]) -> None:
        """A number that lacks digits, where something else is asked first; else its own question says it."""
        missing = self._form.next_missing(self.values | given)
        begun = self._of_what_was_noted(given) if BEGUN_NUMBER in self._marks else ""
        if begun.startswith("begun_") and missing is not None and missing.name not in {"phone", "email"}:
            self._end.say(begun)

    def _of_what_was_noted(self, given: dict[str, Any]) -> str:
        """« C’est noté. », or that the number which was begun lacks something."""
        way = given.get("channel") or self.values["channel"]
        if BEGUN_NUMBER in self._marks and way in {"phone", "email"} and not given.keys() & {"phone", "email"}:
            return f"begun_{way}"
        return self._not_said_lately("noted", "noted_too", "noted_again")

    def _not_said_lately(self, *keys: str) -> str:
        """The first text after the last of them that was said: none stands twice in a row."""
        said = [key for key in keys if was_said_lately(self._turn, self._form.texts[key], turns=1)]
        return keys[(keys.index(said[-1]) + 1) % len(keys)] if said else keys[0]

    def _walked_past(self, given: dict[str, Any]) -> dict[str, Any]:
        """Who gives the message where a first name is asked leaves open what stands before it and need not be given."""
        names = [field.name for field in self._form.fields]
        last = max((names.index(name) for name in given if name in LATER), default=0)
        before = [field for field in self._form.fields[:last] if field.optional and field.is_asked(self.values | given)]
        if self._field not in before:
            return {}
        return {f.name: SKIPPED for f in before if self.values[f.name] is None and f.name not in given}

    def _count(self, given: dict[str, Any]) -> None:
        """How much was told at once, once a message."""
        if not self._counted:
            self.tries = with_what_was_told(self._form, self.tries, self.values, given)
        self._counted = True

    def left_open(self, given: dict[str, Any]) -> dict[str, Any] | None:
        """The lines that stay open, with what they stand for, when all is read back with what this message gives; None
        where something is needed, or a line that the person opened is waited for."""
        opened = bool(self.before) or self._field.on_demand
        return None if opened else left_open(self._form, {**self.values, **given})

    def may_be_read_back(self, given: dict[str, Any]) -> bool:
        return self.left_open(given) is not None

    def _open_early(self, given: dict[str, Any]) -> dict[str, Any]:
        """Who told several lines at once is asked for nothing that is not needed."""
        told = is_told_at_once(self.tries) and given.get("consent") != "no"
        return (self.left_open(given) or {}) if told else {}

    def read_back(self, given: dict[str, Any]) -> Events:
        """The person says that it is all: what is open is left open, and all is read back."""
        given = self._with_what_was_told_before(given)
        return self._filled(given, self.left_open(given) or {})

    def fill(self, values: dict[str, Any]) -> Events:
        """What is given anew after the read-back is read back again before anything is sent."""
        values = self._with_what_was_told_before(values)
        return self._filled(values, self._open_early(values))

    def _filled(self, values: dict[str, Any], left: dict[str, Any]) -> Events:
        """`left`: the lines that nobody is asked for any more."""
        self.tries = with_left_open(self.tries, left)
        if self._field.name == "message" and values.get("message") == SKIPPED:
            self.tries.pop(ABOUT, None)  # passed over when it was asked for
        values = self._of_age({**left, **values})
        self._begun_before = self._begun_before and "channel" not in values
        if self._field.name != "confirmed" or "confirmed" not in values:
            values = {**values, "confirmed": None}
        if values.get("consent") == "no":
            return self._end.refused()
        if values.get("confirmed") == "change":
            return self.ask_what_to_change()
        self._say_what_matters(values)
        missing = self._form.next_missing(self.values | values)
        return [
            *(set_field(name, value) for name, value in values.items()),
            set_field("tries", {**self._noted_beside(self.tries), self._field.name: 0}),
            set_slot("requested_slot", PREFIX + missing.name if missing else None),
        ]

    def _of_age(self, values: dict[str, Any]) -> dict[str, Any]:
        """« c’est pour moi », of who has spoken of their own children or their boss: the age is not asked."""
        after = {**self.values, **values}
        unknown = after.get("role") == "self" and after.get("adult") is None
        return {**values, "adult": "yes"} if unknown and is_grown_up(self._world, self._turn) else values

    def _with_what_was_told_before(self, values: dict[str, Any]) -> dict[str, Any]:
        """With the consent, the story that came with the wish is the message; that is said. It is no line that was told
        for the form."""
        self._count(values)
        told = with_the_story(self.tries, self.values, values) if values.get("consent") == "yes" else values
        if told is not values:
            self._end.say("story_noted")
        return told

    def send(self, values: dict[str, Any]) -> Events:
        """Everything that is needed is there, and the person has confirmed it."""
        events = self.fill(values)
        missing = self._form.next_missing(self.values | values)
        if missing is None or missing.name != "confirmed":
            return events
        return [*events, set_field("confirmed", "yes"), set_slot("requested_slot", None)]

    def _say_what_matters(self, values: dict[str, Any]) -> None:
        if values.get("adult") == "no" or (values.get("consent") == "yes" and self.values.get("adult") == "no"):
            self._end.say("minor")
        if names_somebody(str(values.get("message") or "")):
            self._end.say("full_name", choice_button(self._form.titles["rewrite"], "change:message"))

    def say_notice(self, recipient: str) -> None:
        if notice := self._form.recipients[recipient].notice:
            say(self._dispatcher, notice)

    def ask_what_to_change(self) -> Events:
        titles = self._form.summary_lines
        fields = [f for f in self._form.fields if f.name in titles and f.is_asked(self.values)]
        buttons = [choice_button(titles[f.name].split(" :")[0], f"change:{f.name}") for f in fields]
        say(self._dispatcher, self._form.texts["change_what"], *buttons)
        return self.ask_again(CHOOSING)

    def say_not_sent(self) -> Events:
        """A no at the read-back: what it means is asked, and nothing is lost."""
        acts = (("modify", "change"), ("send", "yes"), ("drop", "no"))
        self._end.say("not_sent", *(choice_button(self._form.titles[t], f"confirmed:{value}") for t, value in acts))
        return self.ask_again(CHOOSING)
