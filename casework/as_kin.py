"""Who writes as a relative though they name a trade: data/as_kin.yml, in the language of word_patterns. Called by
dialogue_words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from casework.text import fold
from casework.word_patterns import PatternIsInvalid, Sentence, WordPattern, compile_pattern
from casework.yaml_files import DATA, read_yaml


class AsKinIsInvalid(ValueError):
    """as_kin.yml is not of its form; the text says where."""


@dataclass(frozen=True)
class AsKin:
    privately: tuple[WordPattern, ...]
    own_kin: tuple[WordPattern, ...]
    only_an_opinion: tuple[WordPattern, ...]
    of_the_job: tuple[WordPattern, ...]

    def writes_privately(self, text: str) -> bool:
        """« … mais j’écris à titre privé », of nobody who is met in a job."""
        read = Sentence.of(fold(text))
        return _any(self.privately, read) and not _any(self.of_the_job, read)

    def tells_of_own_kin(self, text: str) -> bool:
        """« je suis infirmière et la sœur d’un détenu », and of nobody who is met in the job."""
        said = fold(text)
        for pattern in self.only_an_opinion:
            said = pattern.regex.sub(" ", said)
        read = Sentence.of(said)
        return _any(self.own_kin, read) and not _any(self.of_the_job, read)

    def tells_of_the_job(self, text: str) -> bool:
        """« un de mes élèves », « ma nièce est aussi mon élève »"""
        return _any(self.of_the_job, Sentence.of(fold(text)))


def _any(patterns: Sequence[WordPattern], read: Sentence) -> bool:
    return any(pattern.is_in(read) for pattern in patterns)


@lru_cache(maxsize=1)
def load_as_kin(path: Path | None = None) -> AsKin:
    """Raises AsKinIsInvalid, YamlFileIsInvalid."""
    data: Mapping[str, Any] = read_yaml(path or DATA / "as_kin.yml")
    try:
        families = {str(name): list(map(str, words)) for name, words in data["families"].items()}
        groups = {
            group: tuple(compile_pattern(str(written), families) for written in data[group])
            for group in ("privately", "own_kin", "only_an_opinion", "of_the_job")
        }
        return AsKin(**groups)
    except (KeyError, TypeError, AttributeError, PatternIsInvalid) as error:
        raise AsKinIsInvalid(f"as_kin.yml: {error}") from None
