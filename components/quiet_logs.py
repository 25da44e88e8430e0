"""Nothing that a person wrote reaches a log of the Rasa process, at any level, also when something breaks.

A log line keeps the words that stand in the program's source, the kind of an error and the place in the code. What
was put together at run time (f-strings, arguments, error texts, tracebacks' values) is left out, whoever logs it:
Rasa, Sanic, aiohttp. It is done where records are made, so that a handler added later cannot undo it.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import MutableMapping
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

import structlog

LEFT_OUT = "(text left out)"
_STACK_SEARCHED = 40
_FRAMES_SHOWN = 6
_CAUSES_SHOWN = 4

_plain_factory = logging.LogRecord
_plain_structlog: dict[str, Any] | None = None
_plain_showwarning = warnings.showwarning
_plain_excepthook = sys.excepthook


class Vouched(str):
    """A text that this module has put together from safe parts."""


def install() -> None:
    """Once, when the channel is made: by then Rasa has set up its logging. Doing it again changes nothing."""
    global _plain_structlog
    logging.setLogRecordFactory(_quiet_record)
    warnings.showwarning = _quiet_warning
    sys.excepthook = _quiet_excepthook
    if _plain_structlog is None:
        _plain_structlog = structlog.get_config()
        _plain_structlog["processors"] = list(_plain_structlog["processors"])
    _quieten_structlog()


def uninstall() -> None:
    """For tests: as it was before."""
    global _plain_structlog
    logging.setLogRecordFactory(_plain_factory)
    warnings.showwarning = _plain_showwarning
    sys.excepthook = _plain_excepthook
    if _plain_structlog is not None:
        structlog.get_config()["processors"][:] = _plain_structlog["processors"]
        structlog.configure(**_plain_structlog)
        _plain_structlog = None


def _quiet_record(
    name: str,
    level: int,
    pathname: str,
    line: int,
    message: Any,
    args: Any,
    exc_info: Any,
    function: str | None = None,
    stack: str | None = None,
    **kwargs: Any,
) -> logging.LogRecord:
    """Takes the place of logging.LogRecord."""
    if isinstance(message, Vouched):
        text = str(message)
    else:
        words = message if _stands_in_source(message, pathname, line) else LEFT_OUT
        text = f"{words} [{_place(pathname, line)}]"
    if exc_info:
        text = f"{text} {describe(_error_of(exc_info))}"
    # A percent sign in the words is no placeholder any more: there are no arguments left.
    return logging.LogRecord(name, level, pathname, line, text, None, None, function, None, **kwargs)


def _stands_in_source(message: Any, pathname: str, line: int) -> bool:
    """Whether the message is a literal of the function that logs it, and not something made at run time."""
    frame: FrameType | None = sys._getframe(1)
    for _ in range(_STACK_SEARCHED):
        if frame is None:
            return False
        if frame.f_lineno == line and frame.f_code.co_filename == pathname:
            return _is_literal_of(frame, message)
        frame = frame.f_back
    return False


def _is_literal_of(frame: FrameType, message: Any) -> bool:
    return isinstance(message, str) and any(
        message == literal for literal in frame.f_code.co_consts if isinstance(literal, str)
    )


def describe(error: BaseException | None) -> str:
    """Kinds and places: `TimeoutError at action.py:760 < processor.py:912`, then what caused it. No text of it."""
    parts: list[str] = []
    while error is not None and len(parts) < _CAUSES_SHOWN:
        parts.append(f"{type(error).__name__} at {_places(error.__traceback__)}")
        error = error.__cause__ or error.__context__
    return "; caused by ".join(parts)


def _places(traceback: TracebackType | None) -> str:
    places = []
    while traceback is not None:
        places.append(_place(traceback.tb_frame.f_code.co_filename, traceback.tb_lineno))
        traceback = traceback.tb_next
    return " < ".join(places[::-1][:_FRAMES_SHOWN]) or "no place"


def _place(pathname: str, line: int) -> str:
    path = Path(pathname)
    return f"{path.parent.name}/{path.name}:{line}"


def _error_of(exc_info: Any) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        error = exc_info[1]
        return error if isinstance(error, BaseException) else None
    return sys.exc_info()[1]


def _quieten_structlog() -> None:
    """The list is changed in place: loggers that Rasa has used already hold on to it."""
    processors = structlog.get_config()["processors"]
    processors[:] = [_quiet_event]
    structlog.configure(processors=processors, logger_factory=structlog.stdlib.LoggerFactory())


def _quiet_event(_: Any, __: str, event_dict: MutableMapping[str, Any]) -> str:
    """The last processor: the event's name and the error's kind and place; none of its values."""
    event = event_dict.get("event")
    words = str(event) if _stands_in_caller(event) else LEFT_OUT
    if event_dict.get("exc_info"):
        words = f"{words} {describe(_error_of(event_dict['exc_info']))}"
    return Vouched(words)


def _stands_in_caller(event: Any) -> bool:
    """The first frame outside this module and structlog is the one that logs."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module != __name__ and module.split(".")[0] != "structlog":
            return _is_literal_of(frame, event)
        frame = frame.f_back
    return False


def _quiet_warning(
    message: Any, category: type[Warning], filename: str, lineno: int, file: Any = None, line: Any = None
) -> None:
    logging.getLogger("py.warnings").warning(Vouched(f"{category.__name__} at {_place(filename, lineno)}"))


def _quiet_excepthook(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        _plain_excepthook(kind, error, traceback)
        return
    sys.stderr.write(f"{describe(error.with_traceback(traceback))}\n")
