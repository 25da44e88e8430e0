"""Events without what nobody reads again: rankings, model ids, empty fields. For the tracker store and the actions."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import Event, UserUttered

# `message_id` and `metadata` stand beside the parse as well; Rasa puts them back when it reads the event.
_NOT_KEPT_OF_PARSE = frozenset({"intent_ranking", "response_selector", "text_tokens", "message_id", "metadata"})
_NOT_KEPT_OF_EVENT = frozenset({"policy", "confidence", "metadata"})
_NOT_KEPT_OF_METADATA = frozenset({"model_id", "assistant_id"})
# A slot emptied and a loop left are said with an explicit null.
_NULL_HAS_A_MEANING = frozenset({"name", "value"})


def slim(event: Event) -> dict[str, Any]:
    """The event as JSON data that Rasa and rasa_sdk can read."""
    data = _filled(event.as_dict(), _NOT_KEPT_OF_EVENT)
    metadata = _filled(event.metadata, _NOT_KEPT_OF_METADATA)
    if metadata:
        data["metadata"] = metadata
    if data.get("data"):
        data["data"] = _filled(data["data"])
    if data.get("hide_rule_turn") is False:
        del data["hide_rule_turn"]
    if isinstance(event, UserUttered):
        data["parse_data"] = _slim_parse(event)
    return data


def _slim_parse(event: UserUttered) -> dict[str, Any]:
    parse = _filled(event.parse_data, _NOT_KEPT_OF_PARSE)
    if parse.get("text") == event.text:
        del parse["text"]
    return parse


def _filled(data: dict[str, Any], but: frozenset[str] = frozenset()) -> dict[str, Any]:
    return {
        key: value
        for key, value in data.items()
        if key not in but and (value is not None or key in _NULL_HAS_A_MEANING)
    }
