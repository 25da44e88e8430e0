"""Faults on demand: what should go wrong, for which method, how often. Asked by the HTTP door before each call."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from tests.auxil.telegram_stand_in.errors import ApiError, bad_request, forbidden, too_many_requests

REFUSALS = {
    400: bad_request("the test wants it so"),
    401: ApiError(401, "Unauthorized"),
    403: forbidden("bot was blocked by the user"),
    500: ApiError(500, "Internal Server Error"),
    502: ApiError(502, "Bad Gateway"),
    504: ApiError(504, "Gateway Timeout"),
}


@dataclass
class Fault:
    """`kind`: refuse | hang | drop (no answer) | drop_after (done, but the answer is lost) | garbage (not JSON)."""

    method: str
    kind: str
    times: int
    chat_id: int | None = None
    refusal: ApiError | None = None
    seconds: float = 0.0

    def concerns(self, method: str, params: dict[str, Any]) -> bool:
        if self.times == 0 or self.method not in ("*", method):
            return False
        return self.chat_id is None or str(params.get("chat_id")) == str(self.chat_id)


class Faults:
    """The faults still to come, oldest first. `times=-1` means until `clear`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[Fault] = []

    def refuse(
        self, method: str, code: int, *, times: int = 1, chat_id: int | None = None, retry_after: int = 1
    ) -> None:
        refusal = too_many_requests(retry_after) if code == 429 else REFUSALS[code]
        self._plan(Fault(method, "refuse", times, chat_id, refusal))

    def hang(self, method: str, seconds: float, *, times: int = 1, chat_id: int | None = None) -> None:
        self._plan(Fault(method, "hang", times, chat_id, seconds=seconds))

    def drop(self, method: str, *, after: bool = False, times: int = 1, chat_id: int | None = None) -> None:
        self._plan(Fault(method, "drop_after" if after else "drop", times, chat_id))

    def garbage(self, method: str, *, times: int = 1) -> None:
        self._plan(Fault(method, "garbage", times))

    def _plan(self, fault: Fault) -> None:
        with self._lock:
            self._planned.append(fault)

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The fault for this call, used up by one."""
        with self._lock:
            for fault in self._planned:
                if fault.concerns(method, params):
                    fault.times -= 1
                    return fault
        return None

    def clear(self) -> None:
        with self._lock:
            self._planned.clear()
