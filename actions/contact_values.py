"""The contact request in the making: its values live in slots `contact_<field>`, read and written here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.speak import set_slot
from actions.turn import Turn
from actions.world import World
from casework.contact_field import SKIPPED
from casework.contact_form import ContactForm
from casework.contact_ways import WAYS
from casework.phones import read_phone

PREFIX = "contact_"
# Beside the tries, until the next answer: the form has just asked something else, and its own question would speak over
# that; it has just begun or come back; a number was begun; a question was answered in between.
CHOOSING, TAKEN_UP, BEGUN_NUMBER, ASIDE, UNREAD = "choosing", "taken_up", "begun_number", "aside", "unread"
# What was put right while something else spoke: said back when the form comes back.
PUT_RIGHT = "put_right"
MARKS = {CHOOSING, TAKEN_UP, BEGUN_NUMBER, ASIDE, UNREAD, PUT_RIGHT}
# Beside the tries, while a line of the read-back is open: {field: its value before}.
BEFORE = "before"


# Beside the tries as long as the request is open: how the team is to speak on the telephone.
TO_SAY = "to_say"
# The same: whom the request is about, as it was said with the wish.
ABOUT = "about"
# Beside the tries, too: the request of another person, kept aside (contact_other); that this one was so, and who wrote
# since then was a minor.
OTHER, OF_ANOTHER = "other", "of_another"
# Beside the tries too (contact_early): the lines that nobody was asked for.
LEFT_OPEN = "left_open"


def values_of(world: World, turn: Turn) -> dict[str, Any]:
    """Field → value, the recipient included; None for what was not given yet."""
    names = (*world.form.names, "recipient")
    return {name: turn.slot(PREFIX + name) for name in names}


def set_field(name: str, value: Any) -> dict[str, Any]:
    return set_slot(PREFIX + name, value)


def is_still_begun(asked: str, values: dict[str, Any]) -> bool:
    """A number or an address that was begun: neither given since, nor asked yet."""
    return asked not in {"phone", "email"} and not (values.get("phone") or values.get("email"))


def kept_answers(turn: Turn) -> list[dict[str, Any]]:
    """What a message gave to the form that we asked « quelqu’un est-il en danger ? » about, to be noted after a no."""
    return [set_field(name, value) for name, value in kept_fields(turn).items()]


def kept_fields(turn: Turn) -> dict[str, Any]:
    """The same as field → value, the tries among them."""
    return dict((turn.slot("calm_reading") or {}).get("fields") or {})


def forget_values(world: World) -> list[dict[str, Any]]:
    """Nothing of a request that was sent, refused or cancelled stays in the conversation."""
    fields = [set_field(name, None) for name in (*world.form.names, "recipient")]
    return [*fields, set_field("tries", None), set_slot("paused_form", None), set_slot("calm_reading", None)]


def summary_of(world: World, turn: Turn, fresh: dict[str, Any] | None = None) -> str:
    """`fresh`: what this message gave."""
    values = values_of(world, turn) | (fresh or {})
    number = read_phone(values["phone"]) if values.get("phone") else None
    shown = {"recipient": world.form.recipients[values["recipient"] or "caprev"].name}
    if number and values.get("channel") == "phone":
        shown["phone"] = number.display
    if values.get("channel") == "phone" and (when := when_and_how(world, turn, values["when"])):
        shown["when"] = when
    if message := message_of(world, turn, values):
        shown["message"] = message
    shown["attach"] = world.form.texts["attached" if values.get("attach") == "yes" else "not_attached"]
    return world.form.summary(values, shown)


def message_of(world: World, turn: Turn, values: Mapping[str, Any]) -> str | None:
    """The message for the team: with whom it is about, where it names nobody (« il … »), or where none was written and
    nobody was asked for one."""
    noted, texts = turn.slot("contact_tries") or {}, world.form.texts
    message: str | None = given(values.get("message"))
    whom = str(noted.get(ABOUT) or "")
    if not whom or values.get("role") == "self":
        return message
    if message is None:
        return texts["about_whom"].format(whom=whom) if "message" in (noted.get(LEFT_OPEN) or ()) else None
    told = texts["about_whom_before"].format(whom=whom, message=message.removeprefix("que "))
    fits = len(told) <= world.form.field("message").longest
    return told if fits and world.form.about.is_left_open_by(message) else message


def with_about(world: World, noted: dict[str, Any], text: str) -> dict[str, Any]:
    """What stands beside the tries, with whom this message says it is about; the first time it is said."""
    whom = world.form.about.in_(text) if text and not noted.get(ABOUT) else None
    return {**noted, ABOUT: whom} if whom else noted


def when_and_how(world: World, turn: Turn, when: str | None) -> str | None:
    """« l’après-midi ; à savoir pour l’appel : « dites que c’est le garage » », or the time alone."""
    told = str((turn.slot("contact_tries") or {}).get(TO_SAY) or "")
    time = world.form.field("when").title_of(when) if when and when != SKIPPED else None
    how = world.form.texts["to_say"].format(told=told) if told else None
    return "\u00a0; ".join(part for part in (time, how) if part) or None


def lines_put_right(form: ContactForm, before: dict[str, Any], given: dict[str, Any]) -> str:
    """What takes the place of something else, and what is told beside it, in a few words: « mardi matin ; Message
    vocal : Non ». A number that is given again is said back, too. Empty: nothing."""
    told = {name: value for name, value in given.items() if name in WAYS or before.get(name) != value}
    if all(before.get(name) is None for name in told):
        return ""
    return in_few_words(form, {name: value for name, value in told.items() if name != "message" or before.get(name)})


def in_few_words(form: ContactForm, given: dict[str, Any]) -> str:
    """« mardi matin ; Message vocal : Non », in the order of the form; of a way and its number the number."""
    return "\u00a0; ".join(_in_few_words(form, name, value) for name, value in _in_order(form, given))


def as_read_back(form: ContactForm, given: dict[str, Any]) -> str:
    """« Quand : Le matin ; Commune : Jambes »: the same, each line as it is read back."""
    return "\u00a0; ".join(_line(form, name, value) for name, value in _in_order(form, given))


def _in_order(form: ContactForm, given: dict[str, Any]) -> list[tuple[str, str]]:
    way = {"channel"} if given.keys() & {"phone", "email"} else set()
    return [(name, str(given[name])) for name in form.summary_lines if name in given and name not in way]


def _in_few_words(form: ContactForm, name: str, value: str) -> str:
    field = form.field(name) if name in form.names else None
    if value == SKIPPED or field is None or field.kind == "choice":
        return _line(form, name, value)
    return _shown(form, name, value) if name == "phone" else value


def _line(form: ContactForm, name: str, value: str) -> str:
    return form.summary_lines[name].format(value=_shown(form, name, value))


def _shown(form: ContactForm, name: str, value: str) -> str:
    if value == SKIPPED:
        return form.texts["left_empty"]
    if name == "phone" and (number := read_phone(value)):
        return str(number.display)
    return form.field(name).title_of(value) if name in form.names else value


def given(value: Any) -> Any:
    """The value, or None when the field was skipped."""
    return None if value == SKIPPED else value


def choice_button(title: str, value: str) -> tuple[str, str]:
    """A button of the form: `value` is « field:value »."""
    return title, f'/choose{{"value": "{PREFIX}{value}"}}'
