"""The assistants that ours is compared with, each with a `parse` of the same shape. Loaded by worker.py."""

from __future__ import annotations

from typing import Any

from bot.parse import Parser

_FALLBACK = "nlu_fallback"


class StockParser(Parser):
    """A stock pipeline's model: urgent when its best intent is, with the summed confidence in the urgent ones.

    Where its fallback speaks, its best intent counts all the same: ours is judged so too.
    """

    def parse(self, text: str) -> dict[str, Any]:
        heard = self._loop.run_until_complete(self._agent.parse_message(text.lstrip("/ ")))
        ranking = [entry for entry in heard.get("intent_ranking") or [] if entry["name"] != _FALLBACK]
        if not ranking:  # nothing that it could read: an empty message
            ranking = [{"name": "out_of_scope", "confidence": 0.0}]
        return read_stock(ranking) | {"intent": self._printed.get(ranking[0]["name"], ranking[0]["name"])}


def read_stock(ranking: list[dict[str, Any]]) -> dict[str, Any]:
    """`confidence` and `urgency` out of a whole ranking, best first."""
    score = sum(entry["confidence"] for entry in ranking if entry["name"].startswith("urgent_"))
    level = "urgent" if ranking[0]["name"].startswith("urgent_") else "none"
    return {"confidence": ranking[0]["confidence"], "urgency": {"level": level, "score": min(1.0, score)}}


class SpacyAlone:
    """spaCy's whole French pipeline and nothing else: what it costs to have a message tagged and parsed."""

    def __init__(self, model: str) -> None:
        import spacy

        self._read = spacy.load(model)

    def parse(self, text: str) -> dict[str, Any]:
        return {"words": len(self._read(text))}
