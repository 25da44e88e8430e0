from __future__ import annotations

import io
import json
from typing import Any

from evaluation.worker import memory_mb, serve


class Echo:
    def parse(self, text: str) -> dict[str, Any]:
        return {"text": text}


def test_each_line_is_parsed_and_timed() -> None:
    target = io.StringIO()
    serve(Echo(), io.StringIO('"salut"\n"deux\\nlignes"\n'), target)
    loaded, *parses = [json.loads(line) for line in target.getvalue().splitlines()]
    assert loaded["memory_mb"] > 0
    assert [parse["text"] for parse in parses] == ["salut", "deux\nlignes"]
    assert all(0 <= parse["ms"] < 1000 for parse in parses)


def test_memory_is_what_this_process_holds() -> None:
    before = memory_mb()
    held = bytearray(b"x" * 200_000_000)
    assert memory_mb() - before > 150
    assert len(held) == 200_000_000
