"""One answer of `data/answers/*.yml`: its wordings, buttons, card, source and state of review."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.replies import Button

MOST_BUBBLES = 2
LONGEST_BUBBLE = 900
FIELDS = {"bubbles", "again", "variants", "buttons", "contact", "source", "researched_on", "reviewed_on"}
VARIANT_FIELDS = {"when", "bubbles", "again", "buttons", "contact"}
PAYLOAD = re.compile(r"/[a-z_]+(/[a-z_]+)?(\{.*\})?")
# « 9h », « 17 h 30 »: an hour that should have come from the directory.
TYPED_HOUR = re.compile(r"(?<![\d{])\d{1,2} ?h( ?\d\d)?(?!\w)")


class AnswerIsInvalid(ValueError):
    """What is wrong with one answer; content adds which one."""


@dataclass(frozen=True)
class Variant:
    """Said when the context holds what `when` asks; `wordings[0]` first, the others when asked again."""

    when: Mapping[str, frozenset[str]]
    wordings: tuple[tuple[str, ...], ...]
    buttons: tuple[Button, ...]
    contact: str | None

    def fits(self, context: Mapping[str, str]) -> bool:
        return all(_word(context.get(name)) in wanted for name, wanted in self.when.items())


@dataclass(frozen=True)
class Answer:
    """`variants` ends with the one that always fits."""

    id: str
    variants: tuple[Variant, ...]
    sources: tuple[str, ...]
    researched_on: date
    reviewed_on: date | None

    def variant(self, context: Mapping[str, str]) -> Variant:
        return next(variant for variant in self.variants if variant.fits(context))

    def texts(self) -> Iterator[str]:
        """Every text of it, as written."""
        for variant in self.variants:
            for bubbles in variant.wordings:
                yield from bubbles
            yield from (button.title for button in variant.buttons)


def read_answer(id: str, entry: Mapping[str, Any]) -> Answer:
    """Raises AnswerIsInvalid."""
    if strange := sorted(entry.keys() - FIELDS):
        raise AnswerIsInvalid(f"fields unknown: {strange}")
    sources = entry.get("source")
    if not sources:
        raise AnswerIsInvalid("no source")
    default = _variant({**entry, "when": {}}, entry)
    variants = tuple(_checked_variant(variant, entry) for variant in entry.get("variants") or ())
    return Answer(
        id=id,
        variants=(*variants, default),
        sources=(sources,) if isinstance(sources, str) else tuple(map(str, sources)),
        researched_on=_date(entry.get("researched_on")),
        reviewed_on=_date(entry["reviewed_on"]) if entry.get("reviewed_on") else None,
    )


def _checked_variant(variant: Mapping[str, Any], entry: Mapping[str, Any]) -> Variant:
    if not variant.get("when") or variant.keys() - VARIANT_FIELDS:
        raise AnswerIsInvalid(f"a variant has « when » and of {sorted(VARIANT_FIELDS)} what differs")
    return _variant(variant, entry)


def _variant(variant: Mapping[str, Any], entry: Mapping[str, Any]) -> Variant:
    """Buttons and card are the answer's own unless the variant has some."""
    wordings = (variant.get("bubbles"), *(variant.get("again") or ()))
    return Variant(
        when={name: _words(wanted) for name, wanted in variant["when"].items()},
        wordings=tuple(_bubbles(bubbles) for bubbles in wordings),
        buttons=tuple(map(_button, variant.get("buttons", entry.get("buttons")) or ())),
        contact=variant.get("contact", entry.get("contact")),
    )


def _words(wanted: Any) -> frozenset[str]:
    return frozenset(map(_word, wanted if isinstance(wanted, list) else [wanted]))


def _word(value: Any) -> str:
    """YAML's true and Python's True and "true" are the same thing to a writer."""
    return str(value).lower()


def _bubbles(bubbles: Any) -> tuple[str, ...]:
    if not isinstance(bubbles, list) or not 1 <= len(bubbles) <= MOST_BUBBLES:
        raise AnswerIsInvalid(f"bubbles: a list of one to {MOST_BUBBLES} texts")
    for text in bubbles:
        check_text(text)
    return tuple(text.strip() for text in bubbles)


def check_text(text: Any) -> None:
    """What any text shown must keep, before it is filled. Raises AnswerIsInvalid."""
    if not isinstance(text, str) or not text.strip():
        raise AnswerIsInvalid("an empty text, or one that is no text")
    if "'" in text:
        raise AnswerIsInvalid(f"a straight apostrophe instead of ’ in « {text[:40]}… »")
    if hour := TYPED_HOUR.search(text):
        raise AnswerIsInvalid(f"« {hour.group()} » is typed: hours come from {{opening:ID}} or {{hours:ID}}")


def _button(entry: Mapping[str, Any]) -> Button:
    if set(entry) != {"title", "payload"}:
        raise AnswerIsInvalid("a button has a title and a payload")
    check_text(entry["title"])
    match = PAYLOAD.fullmatch(entry["payload"])
    if not match or (match.group(2) and not _is_json_object(match.group(2))):
        raise AnswerIsInvalid(f"payload « {entry['payload']} » is not /intent or /intent{{JSON}}")
    return Button(entry["title"], entry["payload"])


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _date(value: Any) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise AnswerIsInvalid("researched_on and reviewed_on are dates such as 2026-11-23") from None
