"""What somebody says of their own work, and what else the message says: data/own_job.yml. Called by dialogue_words, the
referral and the actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from casework.words import comparable
from casework.yaml_files import DATA, read_yaml

# « je conduis le car scolaire » is one clause
_CLAUSE_END = re.compile(r"[,.;:!?\n()]+| (?:et|mais|donc|(?<!le )(?<!un )(?<!du )(?<!ce )car) ", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:salam(?: ale?a?ykoum)?|bonjour|bonsoir|salut|slt|bjr|bsr|hello|coucou|voila|alors|oui|non|ben|hey)(?: |$)"
)


class OwnJobIsInvalid(ValueError):
    """own_job.yml is not of its form; the text says where."""


class OwnJob:
    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        any_of = {name: _any(phrases) for name, phrases in words.items()}
        opened = "(?:{openings}) (?:(?:{between}) )*(?:{trades})(?!\\w)"
        alone = "(?!(?:{only_opened})(?!\\w))(?:{trades})(?: (?!{not_behind})(?:{behind})(?!\\w)|$)"
        self._over = re.compile(
            "(?<!\\w)(?<!un )(?<!une )(?<!monsieur )(?<!homme )(?<!dame )(?:{over})(?!\\w)".format(**any_of)
        )
        self._told = re.compile(f"{opened}|{alone}|(?:{{working}})(?!\\w)".format(**any_of))

    def told_in(self, text: str) -> str:
        """The clauses that tell the writer's own work; empty when none does."""
        return ", ".join(clause for clause in _clauses(text) if self._tells(clause))

    def besides(self, text: str) -> str:
        """The message without them and without a greeting that stands alone."""
        return ", ".join(clause for clause in _clauses(text) if _without_greeting(clause) and not self._tells(clause))

    def is_over_in(self, text: str) -> bool:
        """« infirmière à domicile, pensionnée »"""
        return self._over.search(comparable(text)) is not None

    def _tells(self, clause: str) -> bool:
        """« je suis institutrice pensionnée » works no more."""
        said = _without_greeting(clause)
        return self._told.match(said) is not None and self._over.search(said) is None


def _clauses(text: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSE_END.split(text) if clause.strip()]


def _without_greeting(clause: str) -> str:
    return _GREETING.sub("", comparable(clause))


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(comparable(phrase)) for phrase in sorted(phrases, key=len, reverse=True))


@lru_cache(maxsize=1)
def load_own_job(path: Path | None = None) -> OwnJob:
    """Raises OwnJobIsInvalid, YamlFileIsInvalid."""
    data: Mapping[str, Any] = read_yaml(path or DATA / "own_job.yml")
    try:
        return OwnJob(data)
    except (KeyError, TypeError, AttributeError) as error:
        raise OwnJobIsInvalid(f"own_job.yml: {error!r} is missing or of the wrong form") from None
