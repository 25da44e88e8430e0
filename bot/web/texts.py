"""The sentences of data/texts.yml and data/privacy.yml, filled. Called by the pages and the routes of the web chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.content import Content
from casework.yaml_files import read_yaml

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class ListedNumber:
    """A number to show: `of` says when it helps."""

    service: str
    of: str
    opening: bool


@dataclass(frozen=True)
class Section:
    """A part of the privacy page."""

    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]


class WebTexts:
    """Keys are dotted: `page.title`. `{idle_hours}` is known everywhere. Raises KeyError for what is not there."""

    def __init__(self, texts: Mapping[str, Any], privacy: Mapping[str, Any], content: Content, idle_hours: int) -> None:
        self._texts, self._privacy, self._content = texts, privacy, content
        self._known = {"idle_hours": str(idle_hours)}

    def text(self, key: str, **values: str) -> str:
        found = self._entry(key)
        if not isinstance(found, str):
            raise KeyError(key)
        return self._filled(found, values)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of sentences."""
        return self._all(self._entry(key))

    def group(self, key: str, **values: str) -> dict[str, str]:
        """All sentences under one key, by their last name."""
        return {name: self._filled(text, values) for name, text in self._entry(key).items() if isinstance(text, str)}

    def numbers(self, key: str) -> tuple[ListedNumber, ...]:
        return tuple(
            ListedNumber(n["service"], self._filled(n["of"], {}), bool(n.get("opening"))) for n in self._entry(key)
        )

    def privacy(self) -> dict[str, str]:
        """The sentences around the sections of the privacy page."""
        return {name: self._filled(text, {}) for name, text in self._privacy.items() if isinstance(text, str)}

    def privacy_sections(self) -> tuple[Section, ...]:
        return tuple(
            Section(entry["title"], self._all(entry.get("paragraphs", ())), self._all(entry.get("points", ())))
            for entry in self._privacy["sections"]
        )

    @property
    def privacy_is_reviewed(self) -> bool:
        return bool(self._privacy["_review"]["reviewed_on"])

    def _all(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(self._filled(text, {}) for text in texts)

    def _entry(self, key: str) -> Any:
        found: Any = self._texts
        for name in key.split("."):
            found = found[name]
        return found

    def _filled(self, text: str, values: Mapping[str, str]) -> str:
        # A value that is left out here is filled in by the page's own script.
        kept = {name: "{" + name + "}" for name in ("number", "count")}
        return self._content.fill(text, None, **{**kept, **self._known, **values})


def load_web_texts(content: Content, idle_hours: int, folder: Path = DATA) -> WebTexts:
    """Raises YamlFileIsInvalid."""
    return WebTexts(read_yaml(folder / "texts.yml"), read_yaml(folder / "privacy.yml"), content, idle_hours)
