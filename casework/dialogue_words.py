"""Short answers and context read from a message by the word lists of data/dialogue.yml. Called by the actions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from casework.ages import own_age
from casework.ages_of_others import ADULT, OLDEST_CHILD, age_of_another
from casework.as_kin import load_as_kin
from casework.own_job import load_own_job
from casework.places import load_places
from casework.text import sentences
from casework.words import Words, best_match, comparable
from casework.yaml_files import DATA, read_yaml

CONTEXT_KEYS = ("speaker", "minor", "writer", "returned", "peer", "tie", "grown_up")
YOUNG = 20


class DialogueWordsAreInvalid(ValueError):
    """dialogue.yml is not `list: {meaning: [words]}`; the text says what is wrong."""


class DialogueWords:
    """One group of word lists for each thing the assistant can be waiting for, or wants to know."""

    def __init__(self, groups: Mapping[str, Mapping[str, Words]]) -> None:
        self._groups = groups

    def meaning(self, group: str, text: str) -> str | None:
        """What `text` means as an answer of that group; None when no word of it is there."""
        return best_match(text, self._groups[group])

    def share(self, group: str, meaning: str, text: str) -> float:
        """How much of `text` the phrase of that meaning makes up, 0 to 1: « ça va » says little in « ça va péter »."""
        return self._groups[group][meaning].longest_in(text) / max(1, len(comparable(text)))

    def ends_with(self, group: str, meaning: str, text: str) -> bool:
        """The last sentence of `text` begins with a phrase of that meaning."""
        said = sentences(text)
        return bool(said) and self._groups[group][meaning].length_at_start(comparable(said[-1])) > 0

    def context_in(self, text: str) -> dict[str, str]:
        """speaker, minor, place, writer (child or teen), and `private` where a trade is only mentioned, as far as the
        text says them."""
        found = (
            {key: self.meaning(key, text) for key in CONTEXT_KEYS if key != "speaker"}
            | _by_ages(text)
            | _by_places(text)
        )
        found["speaker"] = self.speaker_in(text)
        if (found["writer"] or found["returned"]) and not found["speaker"]:
            found["speaker"] = "self"
        if not found["speaker"] and _tells_own_job(text):
            found["speaker"] = "professional"
        if self._is_private(text):
            found["private"] = "yes"
        return {key: value for key, value in found.items() if value is not None}

    def speaker_in(self, text: str) -> str | None:
        """professional, relative or self; « je suis institutrice pensionnée » makes nobody a professional, nor does a
        trade that is only mentioned: « je suis infirmière et la sœur d’un détenu »."""
        speaker = self.meaning("speaker", text)
        if self._is_private(text):
            return "self" if self._groups["speaker"]["self"].are_in(text) else "relative"
        if speaker == "relative" and _tells_own_job(text) and load_as_kin().tells_of_the_job(text):
            return "professional"
        return None if speaker == "professional" and load_own_job().is_over_in(text) else speaker

    def _is_private(self, text: str) -> bool:
        """A relative says so, or tells of their own family beside a trade."""
        kin = load_as_kin()
        if kin.writes_privately(text):
            return True
        works = _tells_own_job(text) or self.meaning("speaker", text) == "professional"
        return works and kin.tells_of_own_kin(text)

    def is_about_another(self, text: str) -> bool:
        """Somebody who wrote about themselves now speaks of another: « c’est pour mon frère », « mon fils a… »."""
        said = comparable(text)
        begins = self._groups["speaker"]["relative"].length_at_start(said) > 0
        return begins or self.meaning("about_another", said) is not None

    def hint_in(self, text: str) -> str | None:
        """What an urgent text says besides its kind; a disappearance counts only for somebody young."""
        hint = self.meaning("hints", text)
        if hint != "missing_child":
            return hint
        age = age_of_another(text)
        young = age < ADULT if age is not None else self.meaning("child_words", text) is not None
        return hint if young else None

    def without_courtesy(self, text: str, kind: str) -> str:
        """What the message says besides « bonjour », « merci » or « non » at its beginning."""
        rest = comparable(text)
        words = self._groups["courtesy"][kind]
        while (length := words.length_at_start(rest)) > 0:
            rest = rest[length:].lstrip(" ,.:;!?")
        return rest


def _tells_own_job(text: str) -> bool:
    job = load_own_job()
    return bool(job.told_in(text)) and not job.is_over_in(text)


def _by_ages(text: str) -> dict[str, str]:
    """What numbers say: the writer under 13 is a child, under 18 a teenager; the person is a minor or not."""
    own, other = own_age(text), age_of_another(text)
    said = {}
    if own is not None and own < ADULT:
        said = {"writer": "child" if own <= OLDEST_CHILD else "teen", "minor": "yes"}
    if own is not None and own >= ADULT:
        said = {"of_age": "yes"}
    if other is not None:
        said |= {"minor": "yes" if other < ADULT else "no", "young": "yes" if other < YOUNG else "no"}
    return said


def _by_places(text: str) -> dict[str, str]:
    """`place` as most answers know it, `lives` as the referral does, `place_name` as it is said back."""
    places = load_places()
    place = places.found(text)
    return {"place": places.coarse(place.value), "lives": place.value, "place_name": place.name} if place else {}


def load_dialogue_words(path: Path | None = None) -> DialogueWords:
    """Raises DialogueWordsAreInvalid, YamlFileIsInvalid."""
    data = read_yaml(path or DATA / "dialogue.yml")
    try:
        return DialogueWords(
            {group: {meaning: Words(words) for meaning, words in meanings.items()} for group, meanings in data.items()}
        )
    except (AttributeError, TypeError) as error:
        raise DialogueWordsAreInvalid(f"dialogue.yml: {error}") from None
