"""Everything we say: the answers and sentences of `data/`, checked at start and filled from the directory.

Called by actions and bot. Numbers and hours reach a text through placeholders only (see casework.placeholders).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from casework.answers import LONGEST_BUBBLE, Answer, AnswerIsInvalid, check_text, read_answer
from casework.directory import Directory, load_directory, visible_phone
from casework.opening_hours import BRUSSELS
from casework.placeholders import PlaceholderIsInvalid, fill, named_values
from casework.replies import ContactCard, Reply
from casework.yaml_files import DATA, YamlFileIsInvalid, read_yaml

# Any moment will do to prove that a text can be filled.
SOME_MOMENT = datetime(2026, 11, 24, 10, tzinfo=BRUSSELS)


class ContentIsInvalid(ValueError):
    """A text cannot be used: « answers/signs.yml: ask_signs: what is wrong »."""


@dataclass(frozen=True)
class Content:
    """`answers` by id; `texts` by key, each with one wording or several."""

    directory: Directory
    answers: Mapping[str, Answer]
    texts: Mapping[str, tuple[str, ...]]
    texts_reviewed: bool = False

    def render(
        self, answer_id: str, moment: datetime, *, context: Mapping[str, str] | None = None, again: int = 0
    ) -> list[Reply]:
        """The bubbles of an answer; `again` counts how often it was already given, for another wording.

        `context` chooses the variant and gives the named values. Raises KeyError for an unknown answer,
        ValueIsMissing for a named value that is not in `context`.
        """
        known = context or {}
        variant = self.answers[answer_id].variant(known)
        bubbles = variant.wordings[again % len(variant.wordings)]
        filled = [fill(text, self.directory, moment, known) for text in bubbles]
        last = Reply(filled[-1], variant.buttons, self.card(variant.contact) if variant.contact else None)
        return [*map(Reply, filled[:-1]), last]

    def text(self, key: str, moment: datetime | None = None, *, again: int = 0, **values: str) -> str:
        """One sentence of texts.yml. Raises KeyError for an unknown key, ValueIsMissing for a missing value."""
        wordings = self.texts[key]
        return self.fill(wordings[again % len(wordings)], moment, **values)

    def fill(self, text: str, moment: datetime | None = None, **values: str) -> str:
        """A text of another YAML file, with its placeholders filled. Raises as `text` does."""
        return fill(text, self.directory, moment or datetime.now(BRUSSELS), values)

    def card(self, service_id: str) -> ContactCard:
        """The number of a service, to tap. Raises KeyError, or ContentIsInvalid if it has none to show."""
        service = self.directory.service(service_id)
        phone = visible_phone(service)
        if phone is None:
            raise ContentIsInvalid(f"contact {service_id}: has no phone that may be shown")
        return ContactCard(service.short_name, phone.to_call)

    def waiting_for_review(self) -> int:
        """How many answers no professional has read yet; the sentences of texts.yml count as one."""
        unread = sum(answer.reviewed_on is None for answer in self.answers.values())
        return unread + (not self.texts_reviewed)


def load_content(directory: Directory | None = None, *, folder: Path = DATA) -> Content:
    """Reads `answers/*.yml`, `urgent_texts.yml` and `texts.yml` of `folder`. Raises ContentIsInvalid."""
    services = directory or load_directory()
    files = [*sorted((folder / "answers").glob("*.yml")), folder / "urgent_texts.yml"]
    answers: dict[str, Answer] = {}
    for path in files:
        for id, entry in _file(path).items():
            if id in answers:
                raise ContentIsInvalid(f"{path.name}: {id}: stands twice")
            answers[id] = _answer(f"{path.name}: {id}", id, entry)
    raw_texts = _file(folder / "texts.yml")
    review = raw_texts.pop("_review", None) or {}
    content = Content(services, answers, dict(_texts(raw_texts)), bool(review.get("reviewed_on")))
    _check_all(content)
    return content


def _file(path: Path) -> dict[str, Any]:
    try:
        data = read_yaml(path)
    except YamlFileIsInvalid as error:
        raise ContentIsInvalid(str(error)) from None
    if not isinstance(data, dict):
        raise ContentIsInvalid(f"{path.name}: must hold names and what they mean")
    return data


def _answer(where: str, id: str, entry: Any) -> Answer:
    try:
        return read_answer(id, entry)
    except (AnswerIsInvalid, KeyError, TypeError, AttributeError) as error:
        raise ContentIsInvalid(f"{where}: {error}") from None


def _texts(entries: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Nested groups become dotted keys: `form: {phone: …}` is `form.phone`. A list holds several wordings."""
    for key, value in entries.items():
        if isinstance(value, dict):
            yield from _texts(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", _wordings(f"texts.yml: {prefix}{key}", value)


def _wordings(where: str, value: Any) -> tuple[str, ...]:
    wordings = tuple(value) if isinstance(value, list) and value else (value,)
    for text in wordings:
        _checked(where, partial(check_text, text))
    return tuple(text.strip() for text in wordings)


def _check_all(content: Content) -> None:
    """Every text can be filled, fits a screen, and has no number typed into it."""
    numbers = _typed_numbers(content.directory)
    for answer in content.answers.values():
        for variant in answer.variants:
            if variant.contact:
                _checked(answer.id, partial(content.card, variant.contact))
        for text in answer.texts():
            _checked(answer.id, partial(_check_filled, content, text, numbers))
    for key, wordings in content.texts.items():
        for text in wordings:
            _checked(key, partial(_check_filled, content, text, numbers))


def _check_filled(content: Content, text: str, numbers: re.Pattern[str]) -> None:
    if number := numbers.search(text):
        raise ContentIsInvalid(f"« {number.group()} » is typed: numbers come from {{phone:ID}}")
    anything = dict.fromkeys(named_values(text), "…")
    if len(fill(text, content.directory, SOME_MOMENT, anything)) >= LONGEST_BUBBLE:
        raise ContentIsInvalid(f"a bubble has {LONGEST_BUBBLE} characters or more")


def _typed_numbers(directory: Directory) -> re.Pattern[str]:
    phones = [service.phone for service in directory.services.values() if service.phone]
    numbers = {number for phone in phones for number in (phone.display, phone.dial, phone.e164) if number}
    return re.compile("|".join(rf"(?<![\w-]){re.escape(number)}(?!\w)" for number in sorted(numbers)))


def _checked(where: str, check: partial[Any]) -> None:
    try:
        check()
    except (AnswerIsInvalid, PlaceholderIsInvalid, ContentIsInvalid, KeyError) as error:
        raise ContentIsInvalid(f"{where}: {error}") from None
