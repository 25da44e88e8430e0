"""Log lines without a person in them: event, count, duration. Set up by serve.

What other libraries say is cut to where they said it: their messages may hold a text, a URL with a token, a chat id."""

from __future__ import annotations

import logging
import traceback
from typing import Any

OURS = ("bot", "casework")
QUIET = ("httpx", "httpcore", "telegram", "apscheduler", "uvicorn", "asyncio")


class PersonlessFormatter(logging.Formatter):
    """Exceptions show their kind and where they were raised, never what they say."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        if record.name.partition(".")[0] not in OURS:
            where = f"{record.module}:{record.lineno}"
            record = logging.makeLogRecord({**record.__dict__, "msg": f"(said at {where})", "args": None})
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: Any) -> str:
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)[-6:]
        places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
        return f"  {getattr(kind, '__name__', kind)} at {places}"

    def formatStack(self, stack_info: str) -> str:
        return ""


def set_up_logs(level: str) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(PersonlessFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
