"""A reply's text as blocks that the page can show: paragraphs, lists, numbers to call, a reference. Called by events.

The texts know nothing of the web: a blank line ends a paragraph, « • » begins a point, a number alone on its line is
there to be called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.web.typography import french, unbroken
from casework.directory import Directory, Service, visible_phone
from casework.references import read_reference

# {"p": [segments, a line each]} | {"list": [segments, a point each]} | {"call": {...}} | {"reference": "…"}
Block = dict[str, Any]
# {"text": …} | {"text": …, "to": "tel:…"}
Segment = dict[str, str]

POINT = re.compile(r"^[•–-] +")
PLACES = r"(?P<url>https?://[^\s<>«»]+[^\s<>«».,;:!?)])|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
REFERENCE_LENGTH = range(14, 24)


class Layout:
    """Knows the numbers of the directory, by the way they are written in texts."""

    def __init__(self, directory: Directory) -> None:
        self._called: dict[str, Service] = {}
        for service in directory.services.values():
            phone = visible_phone(service)
            if phone:
                self._called.setdefault(phone.display, service)
        numbers = "|".join(re.escape(number) for number in sorted(self._called, key=len, reverse=True))
        self._links = re.compile(rf"{PLACES}|(?<![\w/.])(?P<phone>{numbers})(?![\w/])")

    def blocks(self, text: str) -> list[Block]:
        """Empty for an empty text."""
        return [block for paragraph in re.split(r"\n\s*\n", text.strip()) for block in self._paragraph(paragraph)]

    def plain(self, text: str) -> list[Block]:
        """A person's own words: nothing in them becomes a link."""
        return [{"p": [[{"text": line}] for line in text.split("\n")]}]

    def _paragraph(self, paragraph: str) -> Iterator[Block]:
        lines: list[list[Segment]] = []
        points: list[list[Segment]] = []
        for line in (raw.strip() for raw in paragraph.split("\n")):
            alone = self._alone(line)
            is_point = POINT.match(line) is not None
            if lines and (alone or is_point):
                yield {"p": lines}
                lines = []
            if points and not is_point:
                yield {"list": points}
                points = []
            if alone:
                yield alone
            elif is_point:
                points.append(self._segments(POINT.sub("", line)))
            elif line:
                lines.append(self._segments(line))
        if lines:
            yield {"p": lines}
        if points:
            yield {"list": points}

    def _alone(self, line: str) -> Block | None:
        """A line that is a number to call or a reference, and nothing else."""
        service = self._called.get(line.rstrip("."))
        if service:
            return {"call": call_of(service)}
        reference = read_reference(line) if len(line) in REFERENCE_LENGTH and " " not in line else None
        return {"reference": str(reference)} if reference else None

    def _segments(self, line: str) -> list[Segment]:
        segments: list[Segment] = []
        end = 0
        for found in self._links.finditer(line):
            if found.start() > end:
                segments.append({"text": french(line[end : found.start()])})
            segments.append(self._link(found))
            end = found.end()
        if end < len(line):
            segments.append({"text": french(line[end:])})
        return segments

    def _link(self, found: re.Match[str]) -> Segment:
        said = found[0]
        if found["phone"]:
            return {"text": unbroken(said), "to": call_of(self._called[said])["to"]}
        return {"text": said, "to": f"mailto:{said}" if found["email"] else said}


def call_of(service: Service) -> dict[str, str]:
    """A number to tap. Raises ValueError for a service without a phone that may be shown."""
    phone = visible_phone(service)
    if phone is None:
        raise ValueError(f"{service.id} has no phone to show")
    # « 101 – Police » beside the number 101 would say it twice.
    name = service.short_name.removeprefix(f"{phone.display} – ")
    return {"name": french(name), "number": unbroken(phone.display), "to": f"tel:{phone.to_call}"}
