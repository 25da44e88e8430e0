"""`python -m bot parse`: what the trained model understands, a message a line in, a JSON line out. Loads Rasa itself,
and only here; no server is needed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

MODELS = Path("models")


class NoModelFound(Exception):
    """There is no trained model; the text says how to make one."""


def find_model() -> Path:
    """RELAIS_MODEL, or else the newest models/relais-*.tar.gz. Raises NoModelFound."""
    named = os.environ.get("RELAIS_MODEL")
    if named:
        return Path(named)
    models = sorted(MODELS.glob("relais-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise NoModelFound("Aucun modèle entraîné. Pour en créer un : .venv/bin/python -m launcher train")
    return models[-1]


class Parser:
    """The model, loaded in this process."""

    def __init__(self, model: Path) -> None:
        with _quiet():
            from rasa.core.agent import Agent
            from rasa.core.channels.channel import UserMessage

            from components import talk_in_rasa
            from components.answer import load_printed_intents
            from components.printed import printed_parse

            self._agent = Agent.load(str(model))
        self._message, self._last_answer = UserMessage, talk_in_rasa.LAST_ANSWER
        self._printed = load_printed_intents()
        self._print = printed_parse
        self._loop = asyncio.new_event_loop()

    def parse(self, text: str) -> dict[str, Any]:
        """The contract: text, intent, confidence, urgency, entities."""
        return self._print(self.hear(text), self._printed) | {"text": text}

    def hear(self, text: str, *, after: str = "") -> dict[str, Any]:
        """All that the parts of the model heard, as the actions get it; `after`: the answer that was given before."""
        message = self._message(text.lstrip("/ "), metadata={self._last_answer: after} if after else {})
        heard: dict[str, Any] = self._loop.run_until_complete(self._agent.processor.parse_message(message))
        return heard

    def close(self) -> None:
        self._loop.close()


def parse_lines(lines: Iterable[str], parser: Parser) -> Iterator[dict[str, Any]]:
    """One parse a line, in order; an empty line is an empty message."""
    for line in lines:
        yield parser.parse(line.rstrip("\r\n"))


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Standard output is for parses alone: what the libraries print while they load goes to standard error."""
    import logging
    import warnings

    os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", SQLALCHEMY_SILENCE_UBER_WARNING="1")
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.CRITICAL)
    with contextlib.redirect_stdout(sys.stderr), warnings.catch_warnings():
        yield


def _sentence(parse: dict[str, Any]) -> str:
    urgency = parse["urgency"]
    level = urgency["level"] + (f" ({urgency['kind']})" if urgency["kind"] else "")
    return f"{parse['intent']}  {parse['confidence']:.2f}  {level}  {', '.join(urgency['reasons'])}".rstrip()


def main(arguments: list[str], source: TextIO | None = None, target: TextIO | None = None) -> int:
    """0, or 2 with a sentence when there is no model."""
    lines, out = source or sys.stdin, target or sys.stdout
    try:
        parser = Parser(find_model())
    except NoModelFound as error:
        print(error, file=sys.stderr)
        return 2
    as_json = "--json" in arguments
    for parse in parse_lines(lines, parser):
        print(json.dumps(parse, ensure_ascii=False) if as_json else _sentence(parse), file=out, flush=True)
    parser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
