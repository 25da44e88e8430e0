"""The numbers that the page shows: in its header, without script, and as a card under an answer. From the directory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.web.layout import call_of
from bot.web.texts import ListedNumber
from bot.web.typography import french, sentence_case, unbroken
from casework.directory import Directory, Service, visible_phone
from casework.opening_hours import OpeningState, describe_opening, opening_at, opening_texts, visible_hours
from casework.replies import ContactCard


@dataclass(frozen=True)
class ShownNumber:
    """`state` is open, closed or unknown; `opening` says it in words; both are empty where they are not asked for."""

    id: str
    name: str
    number: str
    to: str
    of: str = ""
    state: str = ""
    opening: str = ""
    hours: str = ""


class Numbers:
    """Raises KeyError for a service that is not in the directory, ValueError for one without a phone to show."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        phones = ((visible_phone(service), service) for service in directory.services.values())
        self._by_phone = {phone.to_call: service for phone, service in reversed(list(phones)) if phone}

    def listed(self, numbers: Iterable[ListedNumber], now: datetime) -> list[ShownNumber]:
        return [self._shown(number, now) for number in numbers]

    def card(self, contact: ContactCard, text: str, now: datetime) -> ShownNumber:
        """With its opening and its week, when the number stands in the directory; what `text` says is left out."""
        service = self._by_phone.get(contact.phone)
        if service is None:
            return ShownNumber("", french(contact.name), contact.phone, f"tel:{contact.phone}")
        shown = _with_opening(service, "", now, visible_hours(service))
        return replace(shown, opening="") if describe_opening(service, now) in text else shown

    def _shown(self, number: ListedNumber, now: datetime) -> ShownNumber:
        service = self._directory.service(number.service)
        if number.opening:
            return _with_opening(service, number.of, now, None)
        call = call_of(service)
        return ShownNumber(service.id, call["name"], call["number"], call["to"], french(number.of))


def _with_opening(service: Service, of: str, now: datetime, hours: str | None) -> ShownNumber:
    call = call_of(service)
    return ShownNumber(
        id=service.id,
        name=call["name"],
        number=call["number"],
        to=call["to"],
        of=french(of),
        state=_state(opening_at(service, now).state),
        opening=french(sentence_case(_marked(describe_opening(service, now), hours))),
        hours=french(hours or ""),
    )


def _marked(opening: str, hours: str | None) -> str:
    """That the hours are to be verified is said after the week, not twice, and stays on one line."""
    mark = opening_texts().phrases["unconfirmed"]
    if hours and hours.endswith(mark):
        return opening.removesuffix(f" {mark}")
    return opening.replace(mark, unbroken(mark))


def _state(state: OpeningState) -> str:
    return {OpeningState.OPEN: "open", OpeningState.UNKNOWN: "unknown"}.get(state, "closed")
