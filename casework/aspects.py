"""One thing asked about the service that was just spoken of: its price, hours, place… (data/aspects.yml).

Called by the actions. Which service an answer is about is told by its name, its card, or the one service in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from casework.answers import Answer
from casework.directory import Service, visible_address, visible_phone, visible_url
from casework.needs import Combination, Phrases
from casework.opening_hours import describe_opening, tells_hours, visible_hours
from casework.placeholders import services_in
from casework.text import fold
from casework.yaml_files import DATA, read_yaml

NAMED = "service/"
CAPREV = "caprev-0800"


class AspectsAreInvalid(ValueError):
    """aspects.yml is not of its form; the text says where."""


@dataclass(frozen=True)
class Aspects:
    words: Mapping[str, Phrases]
    said: Mapping[str, Mapping[str, str]]
    languages: Mapping[str, str]
    about: Mapping[str, str]
    of_caprev: Mapping[str, str]
    by_the_green_number: frozenset[str]
    everywhere: frozenset[str]
    named_by_the_way: frozenset[str]
    asks_if_open: Combination

    def asked(self, text: str) -> str | None:
        """cost, open, hours, place, phone, delay, comes, languages or caller."""
        written = (text, fold(text))
        lengths = {aspect: max(map(phrases.longest_in, written)) for aspect, phrases in self.words.items()}
        best = max(lengths, key=lambda aspect: lengths[aspect])
        if lengths[best]:
            return best
        return "open" if "?" in text and self.asks_if_open.score(text) else None

    def service_of(self, answer: Answer) -> str | None:
        """The id of the one service that the answer is about."""
        if answer.id.startswith(NAMED):
            return answer.id.removeprefix(NAMED)
        if answer.id in self.about:
            return self.about[answer.id]
        last = answer.variants[-1]
        if last.contact:
            return last.contact
        named = [id for id in services_in("\n".join(last.wordings[0])) if id not in self.everywhere]
        return named[0] if len(named) == 1 else None

    def listed(self, steps: Sequence[str]) -> list[str]:
        """The services of a list, besides the numbers for danger and for talking."""
        return [id for id in services_in("\n".join(steps)) if id == CAPREV or id not in self.everywhere]

    def value(self, service: Service, aspect: str, moment: datetime) -> str | None:
        """What is known of it; None when the directory does not say it."""
        if said := self.said.get(service.id, {}).get(aspect):
            return said
        phone = visible_phone(service)
        known: Mapping[str, str | None] = {
            "cost": service.cost,
            "hours": visible_hours(service) if tells_hours(service) else None,
            "open": describe_opening(service, moment) if tells_hours(service) else None,
            "place": visible_address(service) or visible_url(service),
            "phone": phone.display if phone else None,
            "languages": ", ".join(self.languages[code] for code in service.languages),
        }
        value = known.get(aspect)
        return value.rstrip(". ") if value else None


def load_aspects(path: Path | None = None) -> Aspects:
    """Raises AspectsAreInvalid, YamlFileIsInvalid."""
    data: Mapping[str, Any] = read_yaml(path or DATA / "aspects.yml")
    try:
        return Aspects(
            words={aspect: Phrases(words) for aspect, words in data["aspects"].items()},
            said=dict(data["said"]),
            languages=dict(data["languages"]),
            about=dict(data["about"]),
            of_caprev=dict(data["of_caprev"]),
            by_the_green_number=frozenset(data["by_the_green_number"]),
            named_by_the_way=frozenset(data["named_by_the_way"]),
            everywhere=frozenset(data["everywhere"]),
            asks_if_open=Combination(tuple(Phrases(words) for words in data["asks_if_open"])),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise AspectsAreInvalid(f"aspects.yml: {error!r} is missing or of the wrong form") from None
