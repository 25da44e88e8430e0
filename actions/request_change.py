"""« Je veux changer mon numéro », once the request is sent: which line, its new value, a yes, and it is written.

Only from the chat that made the request, while it is open; the sealed request itself is never read here."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import counted, times_given
from actions.request_lookup import Found, TooManyGuesses, found_for, requests_of
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework import trail
from casework.contact_form import SKIPPED, Field
from casework.contact_reading import facts_in
from casework.phones import read_phone
from casework.references import read_reference, resembles_reference
from casework.request_changes import ADDED, add_change
from casework.request_states import PERSON, request_states
from casework.words import best_match

Events = list[dict[str, Any]]
CHANGE = "change"
NOT_HERE = "change.not_here"
LINES = ("phone", "email", "when", "voicemail", "name", "commune", "message", "write_here")
ONLY_BY = {"when": {"phone"}, "voicemail": {"phone"}, "write_here": {"phone", "email"}}
NOT_OF_MINORS = {"name", "commune"}
LONGEST_WISH = 25  # words
OTHER_WISHES = {"withdraw_request", "erase_my_data", "request_follow_up", "request_contact"}
OVER = [set_slot("awaiting", None), set_slot("changing", None)]


def wants_change(world: World, turn: Turn) -> bool:
    """A word of changing, and a line of the request or the request itself."""
    text = turn.text
    if not text or len(text.split()) > LONGEST_WISH:
        return False
    if text.rstrip().endswith("?") and not (_line_in(world, text) or world.afterwards.meaning("adding", text)):
        return False
    if not world.afterwards.meaning("change", text):
        named = bool(world.form.facts.names_and_places(text))
        return (named or world.form.facts.puts_anew(text)) and bool(_facts_in(world, text))
    return _line_in(world, text) is not None or world.afterwards.meaning("request", text) is not None


async def begin_change(world: World, dispatcher: CollectingDispatcher, turn: Turn, told: str | None = None) -> Events:
    """`told`: the reference that a button carries."""
    if not told and turn.text and world.afterwards.meaning("adding", turn.text) and _only_adds(world, turn.text):
        return await add_to_request(world, dispatcher, turn)
    try:
        every = await requests_of(world, turn) if told else await found_for(world, turn)
    except TooManyGuesses:
        say(dispatcher, world.content.text("follow_up_wait", turn.moment))
        return OVER
    if told:
        every = [found for found in every if found.reference == read_reference(told)]
    theirs = [found for found in every if found.mine and found.status in request_states().open_to_change()]
    if not theirs:
        return _say_why_not(world, dispatcher, turn, every)
    change = RequestChange(world, dispatcher, turn, {"reference": str(theirs[-1].reference)})
    return await change.begun()


def _only_adds(world: World, text: str) -> bool:
    """A sentence for the message, and no new value of another line."""
    return world.form.message_words.added_in(text, freely=True) is not None and not _facts_in(world, text).keys() - {
        "message"
    }


async def add_to_request(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« ajoutez à ma demande que… »: what is to be added is taken, or asked; the message that was sent stays."""
    theirs = [found for found in await requests_of(world, turn) if found.status in request_states().open_to_change()]
    if not theirs:
        return _say_why_not(world, dispatcher, turn, await requests_of(world, turn))
    change = RequestChange(world, dispatcher, turn, {"reference": str(theirs[-1].reference), "adds": True})
    return change.asks_the_message(world.form.message_words.added_in(turn.text, freely=True))


def _why_not(turn: Turn, every: list[Found]) -> str:
    if every:
        return "change.too_late" if every[-1].mine else "change.elsewhere"
    unnamed = turn.text and not resembles_reference(turn.text)
    return NOT_HERE if unnamed else "follow_up_unknown"


def _say_why_not(world: World, dispatcher: CollectingDispatcher, turn: Turn, every: list[Found]) -> Events:
    content = world.content
    reference = str(every[-1].reference) if every else ""
    key = _why_not(turn, every)
    buttons = [(content.text("button.request_contact"), "/request_contact")]
    again = times_given(turn, key) if key == NOT_HERE else 0
    say(dispatcher, content.text(key, turn.moment, again=again, reference=reference), *buttons)
    return [*OVER, counted(turn, key)] if key == NOT_HERE else OVER


async def go_on_with_change(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """The answer to what was asked last; None when the message is something else."""
    state = turn.slot("changing")
    if turn.slot("awaiting") != CHANGE or not state:
        return None
    change = RequestChange(world, dispatcher, turn, state)
    return await change.tapped() if turn.intent == "choose" else await change.typed()


class RequestChange:
    """`state`: {reference, line, value, tries}; `line` and `value` once they are known."""

    def __init__(self, world: World, dispatcher: CollectingDispatcher, turn: Turn, state: dict[str, Any]) -> None:
        self._world, self._dispatcher, self._turn, self._state = world, dispatcher, turn, dict(state)
        self._form, self._content = world.form, world.content

    async def begun(self) -> Events:
        """The line, and even the new value, may stand in the wish already."""
        text = self._turn.text
        for way in ("phone", "email"):
            if text and (value := self._form.field(way).read(text)):
                return self._ask_whether(way, value)
        facts = _facts_in(self._world, text) if text else {}
        lines = await self._lines()
        if known := next((name for name in facts if name in lines), None):
            return self._ask_whether(known, facts[known])
        line = _line_in(self._world, text) if text else None
        return self._ask_value(line) if line in lines else await self._ask_line()

    def asks_the_message(self, added: str | None) -> Events:
        return self._ask_whether("message", added) if added else self._ask_value("message")

    async def tapped(self) -> Events | None:
        act, _, value = (self._turn.value or "").removeprefix("change:").partition(":")
        if not (self._turn.value or "").startswith("change:"):
            return None
        if act == "line":
            return self._ask_value(value) if value in await self._lines() else await self._ask_line()
        line = self._state.get("line")
        if act == "value" and line and self._form.field(line).takes(value):
            return self._ask_whether(line, value)
        if act == "save" and line and self._state.get("value") is not None:
            return await self._save()
        return self._left() if act == "leave" else await self._ask_line()

    async def typed(self) -> Events | None:
        text, line = self._turn.text, self._state.get("line")
        if not text or self._withdraws(text):
            return None
        if self._form.act_in(text) in {"cancel", "pause"}:
            return self._left()
        if self._state.get("value") is not None:
            return await self._decided(text)
        if line is None:
            return await self._line_chosen(text)
        if self._world.afterwards.meaning("change", text) and self._world.afterwards.meaning("request", text):
            return await self._ask_line()
        return self._value_given(self._form.field(line), text)

    def _withdraws(self, text: str) -> bool:
        """« bon non, annulez ma demande »: not only this change."""
        words = self._world.afterwards
        return words.meaning("withdrawing", text) is not None and words.meaning("request", text) is not None

    async def _decided(self, text: str) -> Events | None:
        if value := self._form.field(self._state["line"]).read(text) if self._is_a_way() else None:
            return self._ask_whether(self._state["line"], value)
        meaning = self._world.words.meaning("yes_no", text)
        if meaning is None:
            return None
        return await self._save() if meaning == "yes" else self._left()

    def _is_a_way(self) -> bool:
        return self._state.get("line") in {"phone", "email"}

    async def _line_chosen(self, text: str) -> Events | None:
        for way in ("phone", "email"):
            if value := self._form.field(way).read(text):
                return self._ask_whether(way, value)
        lines, facts = await self._lines(), _facts_in(self._world, text)
        if known := next((name for name in facts if name in lines), None):
            return self._ask_whether(known, facts[known])
        line = _line_in(self._world, text)
        return self._ask_value(line) if line in lines else None

    def _value_given(self, field: Field, text: str) -> Events | None:
        if text.rstrip().endswith("?") or (field.name == "message" and self._turn.intent in OTHER_WISHES):
            return None
        if field.optional and self._form.act_in(text) == "skip":
            return self._ask_whether(field.name, SKIPPED)
        value = field.read(text)
        return self._ask_whether(field.name, value) if value is not None else self._not_understood(field)

    def _not_understood(self, field: Field) -> Events:
        tries = int(self._state.get("tries") or 0) + 1
        if tries >= self._form.tries:
            self._say("change.way_out")
            return OVER
        say(self._dispatcher, self._filled(field.invalid, max=str(field.longest)), *_choices(field))
        return self._waiting(tries=tries)

    async def _lines(self) -> list[str]:
        """What may be changed, by what stands in the clear: how to reach them, and whether they are minor."""
        stored = await self._world.requests.get(self._reference)
        if stored is None:
            return []
        barred = NOT_OF_MINORS if stored.minor else set()
        return [line for line in LINES if stored.channel in ONLY_BY.get(line, {stored.channel}) and line not in barred]

    @property
    def _reference(self) -> Any:
        return read_reference(self._state["reference"])

    async def _ask_line(self) -> Events:
        lines = await self._lines()
        titles = {line: self._form.summary_lines[line].split(" :")[0] for line in lines}
        buttons = [_button(titles[line], f"line:{line}") for line in lines]
        self._say("change.which_line", *buttons)
        return self._waiting(line=None, value=None, tries=0)

    def _ask_value(self, line: str | None) -> Events:
        field = self._form.field(str(line))
        adds = self._state.get("adds") and line == "message"
        asked = self._form.texts["added_ask"] if adds else field.ask
        say(self._dispatcher, self._filled(asked, recipient_name="", summary=""), *_choices(field))
        return self._waiting(line=line, value=None, tries=0)

    def _ask_whether(self, line: str, value: str) -> Events:
        number = read_phone(value) if line == "phone" else None
        shown = number.display if number else self._form.field(line).title_of(value)
        adds = self._state.get("adds") and line == "message"
        title = self._form.texts["added"] if adds else self._form.summary_lines[line]
        said = title.format(value=shown)
        names = (("save", "save"), ("change_again", f"line:{line}"), ("leave", "leave"))
        buttons = [_button(self._content.text(f"button.{name}"), act) for name, act in names]
        text = self._content.text("change.confirm", self._turn.moment, reference=self._state["reference"], line=said)
        say(self._dispatcher, text, *buttons)
        return self._waiting(line=line, value=value)

    async def _save(self) -> Events:
        """Written once for this message; said only when it is."""
        world, turn = self._world, self._turn
        values = _values(self._state["line"], self._state["value"])
        if self._state.get("adds") and values.get("message"):
            values[ADDED] = values.pop("message")
        done = await add_change(
            world.redis, self._reference, turn.person, values, world.sealer, turn.message_id or "change"
        )
        if done != "done":
            return _say_why_not(world, self._dispatcher, turn, await requests_of(world, turn))
        await trail.record(world.redis, PERSON, "request.changed", self._reference)
        more = f"begin:{self._state['reference']}"
        self._say("change.done", _button(self._content.text("button.change_more"), more))
        return OVER

    def _left(self) -> Events:
        self._say("left_as_it_is")
        return OVER

    def _say(self, key: str, *buttons: tuple[str, str]) -> None:
        say(self._dispatcher, self._content.text(key, self._turn.moment, reference=self._state["reference"]), *buttons)

    def _filled(self, text: str, **values: str) -> str:
        return self._content.fill(text, self._turn.moment, **values)

    def _waiting(self, **changes: Any) -> Events:
        return [set_slot("awaiting", CHANGE), set_slot("changing", {**self._state, **changes})]


def _values(line: str, value: str) -> dict[str, Any]:
    """As fields of the request: a new way of being reached takes the place of the other."""
    if line == "phone":
        return {"channel": "phone", "phone": value, "email": None}
    if line == "email":
        return {"channel": "email", "email": value, "phone": None, "when": None, "voicemail_ok": False}
    if line in {"voicemail", "write_here"}:
        return {"voicemail_ok" if line == "voicemail" else line: value == "yes"}
    return {line: None if value == SKIPPED else value}


def _line_in(world: World, text: str) -> str | None:
    return best_match(text, {line: words for line, words in world.form.line_words.items() if line in LINES})


def _facts_in(world: World, text: str) -> dict[str, Any]:
    """New values of lines, said in free words: « finalement ils peuvent laisser un message »."""
    found = facts_in(world.form, text, "confirmed", {"channel": "phone"})
    return {name: value for name, value in found.items() if name in LINES}


def _button(title: str, act: str) -> tuple[str, str]:
    return title, f'/choose{{"value": "change:{act}"}}'


def _choices(field: Field) -> list[tuple[str, str]]:
    return [_button(choice.title, f"value:{choice.value}") for choice in field.choices]
