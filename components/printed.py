"""How a parse is shown outside: the names of the intents page, the urgency, the entities. Called by bot/parse.py and
by the channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NO_URGENCY: dict[str, Any] = {"level": "none", "kind": None, "score": 0.0, "reasons": []}
_INSTEAD_OF_CALM = ("check_urgency", "nlu_fallback")
_OF_AN_ENTITY = ("entity", "value", "start", "end")


def printed_parse(parse: Mapping[str, Any], printed: Mapping[str, str]) -> dict[str, Any]:
    """`printed`: internal name -> printed name. The intent begins with `urgent_` if and only if the level is urgent."""
    name, confidence = _shown_intent(parse)
    return {
        "text": parse.get("text"),
        "intent": printed.get(name, name) if name else None,
        "confidence": round(confidence, 4),
        "urgency": parse.get("urgency") or NO_URGENCY,
        "entities": [
            {key: entity[key] for key in _OF_AN_ENTITY if key in entity} for entity in parse.get("entities") or ()
        ],
    }


def _shown_intent(parse: Mapping[str, Any]) -> tuple[str | None, float]:
    """The best calm reading where the assistant asks back; else the intent itself."""
    intent = parse.get("intent") or {}
    name = intent.get("name")
    if name in _INSTEAD_OF_CALM and parse.get("calm_intent"):
        return parse["calm_intent"], parse["calm_confidence"]
    return name, intent.get("confidence", 0.0)
