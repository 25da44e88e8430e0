"""The contact request read back early: who told several lines at once is asked only for what is needed (decision 0015).

What was told so, and what was left open then, is kept beside the tries while the form is open. Called by contact_steps,
contact_form and contact_ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.contact_values import LEFT_OPEN
from casework.contact_field import SKIPPED
from casework.contact_form import ContactForm

# Beside the tries as long as the request is open.
TOLD = "told_at_once"
LINES = {"role", "way", "when", "voicemail", "name", "commune", "message", "write_here"}
WAYS = {"channel", "phone", "email"}
FEW, SEVERAL = 2, 3  # lines of one message
ENOUGH = 2  # points: a message of several lines, or two of few
NO_LEAVE = {"voicemail", "write_here"}

Values = Mapping[str, Any]


def left_open(form: ContactForm, values: Values) -> dict[str, Any] | None:
    """The lines that stay open, with what they stand for, once all that is needed is known: consent, who writes, and
    how to reach them. None as long as something of it is missing."""
    lines = _open_lines(form, values)
    missing = form.next_missing({**values, **lines})
    return lines if missing is None or missing.name == "confirmed" else None


def _open_lines(form: ContactForm, values: Values) -> dict[str, Any]:
    """What was not answered yet and need not be: left out, and no leave to speak to the machine or to write here."""
    open_fields = [f for f in form.fields if values.get(f.name) is None and f.is_asked(values)]
    rest: dict[str, Any] = {f.name: SKIPPED for f in open_fields if f.optional or f.name == "when"}
    return rest | {f.name: "no" for f in open_fields if f.name in NO_LEAVE}


def with_what_was_told(form: ContactForm, noted: dict[str, Any], before: Values, given: Values) -> dict[str, Any]:
    """What stands beside the tries, after a message that gave these lines."""
    lines = _lines_of(form, before, given)
    points = ENOUGH if lines >= SEVERAL else 1 if lines >= FEW else 0
    return {**noted, TOLD: min(noted.get(TOLD, 0) + points, ENOUGH)} if points else noted


def _lines_of(form: ContactForm, before: Values, given: Values) -> int:
    """A way and its number are one; what is refused tells nothing."""
    after = {**before, **given}
    told = {name: value for name, value in given.items() if name in form.names and value != SKIPPED}
    new = [name for name, value in told.items() if value != before.get(name) and form.field(name).is_asked(after)]
    return len({"way" if name in WAYS else name for name in new} & LINES)


def is_told_at_once(noted: Values) -> bool:
    return int(noted.get(TOLD) or 0) >= ENOUGH


def is_told_together(noted: Values) -> bool:
    """At least one message told more than was asked."""
    return bool(noted.get(TOLD))


def with_left_open(noted: dict[str, Any], lines: Values) -> dict[str, Any]:
    """The lines that nobody was asked for."""
    return {**noted, LEFT_OPEN: [*(noted.get(LEFT_OPEN) or ()), *lines]} if lines else noted


def still_open(form: ContactForm, noted: Values, values: Values) -> list[str]:
    """Of the lines that nobody was asked for those that may still be told."""
    left = noted.get(LEFT_OPEN) or ()
    return [n for n in form.names if n in left and values.get(n) == SKIPPED and form.field(n).is_asked(values)]


def may_be_added(form: ContactForm, noted: Values, values: Values) -> str:
    """« Vous pouvez encore ajouter un prénom ou un message : écrivez-le simplement. », or nothing."""
    named = [form.titles[f"a_{name}"] for name in still_open(form, noted, values)]
    if not named:
        return ""
    *first, last = named
    return form.texts["may_be_added"].format(lines=f"{', '.join(first)} ou {last}" if first else last)
