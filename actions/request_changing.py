"""A request that was sent is changed: which line, its new value, a yes, and it is written. Several lines may be told at
once, or while another waits for its yes: all are read back together. The sealed request itself is never read here.

Called by request_change."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.request_asked import WHEN, asks_of_the_call
from actions.request_lookup import requests_of
from actions.request_told import Told, fields_of, leaves_as_it_is, line_in, lines_by, not_whole_way, told_in
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework import trail
from casework.contact_field import SKIPPED, Field
from casework.contact_ways import WAYS
from casework.phones import read_phone
from casework.references import read_reference
from casework.request_changes import add_change
from casework.request_states import PERSON
from casework.words import comparable

Events = list[dict[str, Any]]
CHANGE = "change"
COURTESIES = {"thank", "goodbye"}
YES_FIRST = {"oui", "ouais", "ouai", "yes"}
OTHER_WISHES = {"withdraw_request", "erase_my_data", "request_follow_up", "request_contact"}
OVER = [set_slot("awaiting", None), set_slot("changing", None)]


class RequestChange:
    """`state`: {reference, values, adds, asks, line, tries}: `values` wait for a yes; `asks` is « which », « value »
    (of `line`) or « whether »."""

    def __init__(self, world: World, dispatcher: CollectingDispatcher, turn: Turn, state: dict[str, Any]) -> None:
        self._world, self._dispatcher, self._turn, self._state = world, dispatcher, turn, dict(state)
        self._form, self._content = world.form, world.content
        self._told = Told(dict(state.get("values") or {}), bool(state.get("adds")))

    # --- where it begins ---

    async def begun(self) -> Events:
        """The line, and even the new value, may stand in the wish already."""
        if events := await self._told_anew():
            return events
        line = line_in(self._world, self._turn.text) if self._turn.text else None
        return self._ask_anew(str(line)) if line in await self._lines() else await self._ask_line()

    async def added(self) -> Events:
        """Something is to be put behind the message."""
        told = await self._new_in(self._turn.text)
        return self._ask_whether(told) if told and told.adds else self._ask_value("message", self._told, adds=True)

    # --- what is answered ---

    async def tapped(self) -> Events | None:
        act, _, value = (self._turn.value or "").removeprefix("change:").partition(":")
        if not (self._turn.value or "").startswith("change:"):
            return None
        if act == "line":
            return self._ask_anew(value) if value in await self._lines() else await self._ask_line()
        line = self._state.get("line")
        if act == "value" and line and self._form.field(line).takes(value):
            return self._ask_whether(Told({line: value}, self._adds))
        if act == "save" and self._told.values:
            return await self._save()
        return self._left() if act == "leave" else await self._ask_line()

    async def typed(self) -> Events | None:
        text, asks = self._turn.text, self._state.get("asks")
        if not text or self._withdraws(text):
            return None
        if self._form.act_in(text) in {"cancel", "pause"} or leaves_as_it_is(self._world, text):
            return self._left()
        if self._asks_whether_it_is_saved(text):
            return self._not_saved_yet()
        if asks == "whether":
            return await self._decided(text)
        if asks != "value":
            return await self._line_chosen(text)
        if self._world.afterwards.meaning("change", text) and self._world.afterwards.meaning("request", text):
            return await self._ask_line()
        return await self._value_given(self._form.field(str(self._state.get("line"))), text)

    def _withdraws(self, text: str) -> bool:
        """« bon non, annulez ma demande »: not only this change."""
        words = self._world.afterwards
        return words.meaning("withdrawing", text) is not None and words.meaning("request", text) is not None

    async def _decided(self, text: str) -> Events | None:
        """What is told besides waits for a yes with the rest, whatever « oui » stands beside it."""
        if events := await self._told_anew():
            return events
        if "?" in text and self._answered(text):
            return self._not_saved_yet()
        meaning = self._world.words.meaning("yes_no", text)
        if meaning is None and self._turn.intent in COURTESIES:
            return self._not_saved_yet()  # « merci, bonne journée » of who believes that it is saved
        if meaning is None:
            return None
        return await self._save() if meaning == "yes" else self._left()

    def _asks_whether_it_is_saved(self, text: str) -> bool:
        """« c’est bien noté alors ? », « c’est bon, c’est changé »; no order, and no « oui » first."""
        orders = self._world.afterwards.meaning("saving", text) or comparable(text).split()[0] in YES_FIRST
        return not orders and self._world.afterwards.meaning("is_it_saved", text) is not None

    def _answered(self, text: str) -> bool:
        """What is asked of the request besides: when somebody calls, who reads it; said before it is asked again."""
        when = (
            WHEN if asks_of_the_call(self._world, self._turn) or self._world.afterwards.meaning("when", text) else None
        )
        answer = when or self._form.question_in(text)
        if answer is None:
            return False
        say(self._dispatcher, self._content.render(answer, self._turn.moment)[0].text)
        return True

    def _not_saved_yet(self) -> Events:
        """What waits is read back again, with its buttons; nothing is written."""
        if "?" in self._turn.text and not self._dispatcher.messages:
            self._answered(self._turn.text)
        if self._told.values:
            return self._ask_whether(self._told, "change.not_saved")
        self._say("change.nothing_yet")
        line = self._state.get("line")
        if self._state.get("asks") != "value" or not line:
            return self._waiting(asks="which")
        field = self._form.field(str(line))
        say(self._dispatcher, self._filled(field.ask, recipient_name="", summary=""), *_choices(field))
        return self._waiting()

    async def _line_chosen(self, text: str) -> Events | None:
        if events := await self._told_anew():
            return events
        line = line_in(self._world, text)
        return self._ask_anew(str(line)) if line in await self._lines() else None

    async def _value_given(self, field: Field, text: str) -> Events | None:
        if text.rstrip().endswith("?") or (field.name == "message" and self._turn.intent in OTHER_WISHES):
            return None
        if field.kind == "text" and not self._adds and (events := await self._asked_whole()):
            return events
        if field.optional and self._form.act_in(text) == "skip":
            return self._ask_whether(Told({field.name: SKIPPED}, self._adds))
        value = field.read(text)
        if value is None and field.kind in {"phone", "email"} and self._keeps_the_old(text):
            return self._ask_whether(self._told) if self._told.values else self._left()
        if value is None:
            return self._not_understood(field)
        besides = await self._new_in(text) if field.kind in {"phone", "email"} else None
        return self._ask_whether(Told({field.name: value}, self._adds).over(besides or Told()))

    def _keeps_the_old(self, text: str) -> bool:
        """« laissez l’ancien », « non »: what was sent stays."""
        return self._form.said.keeping_the_old.are_in(text) or self._world.words.meaning("yes_no", text) == "no"

    def _not_understood(self, field: Field) -> Events:
        tries = int(self._state.get("tries") or 0) + 1
        if tries >= self._form.tries:
            self._say("change.way_out")
            return OVER
        begun = not_whole_way(self._world, self._turn.text) if field.name in WAYS else None
        wrong = f"{self._form.texts[begun.why]} {field.ask}" if begun and begun.way == field.name else field.invalid
        say(self._dispatcher, self._filled(wrong, max=str(field.longest)), *_choices(field))
        return self._waiting(tries=tries)

    # --- what is told, and what may be changed ---

    @property
    def _adds(self) -> bool:
        """The value that is asked is put behind the message."""
        return bool(self._state.get("adding"))

    async def _told_anew(self) -> Events | None:
        """What the message tells of any line is read back; what is not whole of it is asked for again."""
        if events := await self._asked_whole():
            return events
        told = await self._new_in(self._turn.text)
        return self._ask_whether(told) if told else None

    async def _new_in(self, text: str) -> Told | None:
        """What a message tells that does not wait for a yes already; None where it is nothing."""
        found = told_in(self._world, text) if text else Told()
        lines = await self._lines("phone" if "phone" in found.values else "email" if "email" in found.values else None)
        told = found.of(lines)
        new = {line for line, value in told.values.items() if self._told.values.get(line) != value}
        return told if new else None

    async def _asked_whole(self) -> Events | None:
        """A new number or address that is not whole is asked for again; what else was told waits for a yes."""
        begun = not_whole_way(self._world, self._turn.text) if self._turn.text else None
        if begun is None or begun.way not in await self._lines():
            return None
        told = told_in(self._world, self._turn.text).of(await self._lines(begun.way))
        waiting = told.over(self._told)
        others = {line: value for line, value in waiting.values.items() if line not in WAYS}
        say(self._dispatcher, f"{self._form.texts[begun.why]} {self._form.texts['unchanged_until_then']}")
        return self._ask_value(begun.way, Told(others, waiting.adds), adds=False)

    async def _lines(self, way: str | None = None) -> list[str]:
        """What may be changed, by what stands in the clear: how to reach them, and whether they are minor. `way`: the
        new one."""
        stored = await self._world.requests.get(self._reference)
        if stored is None:
            return []
        channel = way or next((way for way in WAYS if way in self._told.values), stored.channel)
        return lines_by(channel, of_a_minor=stored.minor)

    @property
    def _reference(self) -> Any:
        return read_reference(self._state["reference"])

    # --- what is asked ---

    async def _ask_line(self) -> Events:
        lines = await self._lines()
        titles = {line: self._form.summary_lines[line].split(" :")[0] for line in lines}
        buttons = [_button(titles[line], f"line:{line}") for line in lines]
        self._say("change.which_line", *buttons)
        return self._waiting(asks="which", line=None, tries=0)

    def _ask_anew(self, line: str) -> Events:
        """What was told of that line before no longer waits."""
        others = {name: value for name, value in self._told.values.items() if name != line}
        return self._ask_value(line, Told(others, self._told.adds), adds=line == "message" and self._told.adds)

    def _ask_value(self, line: str, waiting: Told, adds: bool) -> Events:
        field = self._form.field(line)
        asked = self._form.texts["added_ask"] if adds else field.ask
        say(self._dispatcher, self._filled(asked, recipient_name="", summary=""), *_choices(field))
        waits = {"values": waiting.values, "adds": waiting.adds}
        return self._waiting(asks="value", line=line, adding=adds, tries=0, **waits)

    def _ask_whether(self, told: Told, key: str = "change.confirm") -> Events:
        told = told.over(self._told)
        lines = list(told.values)
        names = (("save", "save"), ("change_again", f"line:{lines[0] if len(lines) == 1 else ''}"), ("leave", "leave"))
        buttons = [_button(self._content.text(f"button.{name}"), act) for name, act in names]
        said = "\n".join(self._shown(line, told) for line in lines)
        text = self._content.text(key, self._turn.moment, reference=self._state["reference"], line=said)
        say(self._dispatcher, text, *buttons)
        line = lines[0] if len(lines) == 1 else None
        return self._waiting(asks="whether", line=line, values=told.values, adds=told.adds, adding=False)

    def _shown(self, line: str, told: Told) -> str:
        value = told.values[line]
        number = read_phone(value) if line == "phone" else None
        title = self._form.texts["added"] if told.adds and line == "message" else self._form.summary_lines[line]
        return title.format(value=number.display if number else self._form.field(line).title_of(value))

    # --- what is done ---

    async def _save(self) -> Events:
        """Written once for this message; said only when it is."""
        world, turn = self._world, self._turn
        values = fields_of(self._told)
        done = await add_change(
            world.redis, self._reference, turn.person, values, world.sealer, turn.message_id or "change"
        )
        if done != "done":
            return await self._not_done()
        await trail.record(world.redis, PERSON, "request.changed", self._reference)
        more = f"begin:{self._state['reference']}"
        self._say("change.done", _button(self._content.text("button.change_more"), more))
        return OVER

    async def _not_done(self) -> Events:
        """It was passed on, closed or withdrawn since it was asked."""
        still = any(found.reference == self._reference for found in await requests_of(self._world, self._turn))
        key = "change.too_late" if still else "follow_up_unknown"
        self._say(key, (self._content.text("button.request_contact"), "/request_contact"))
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


def _button(title: str, act: str) -> tuple[str, str]:
    return title, f'/choose{{"value": "change:{act}"}}'


def _choices(field: Field) -> list[tuple[str, str]]:
    return [_button(choice.title, f"value:{choice.value}") for choice in field.choices]
