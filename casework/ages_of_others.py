"""The age of the person somebody speaks of: « ma fille de 15 ans ». Called by dialogue_words."""

from __future__ import annotations

import re

from casework.words import comparable

ADULT, OLDEST_CHILD = 18, 12
_WORDS = {"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "dix sept": 17}
_NUMBER = "|".join([r"\d{1,2}", *sorted(_WORDS, key=len, reverse=True)])
_OWN = re.compile(rf"(?<!\w)(?:j ?ai|g|moi) (?:que |seulement |juste )?(?:{_NUMBER}) ?(?:ans|piges)(?!\w)")
# « il y a 10 ans », « depuis 3 ans », « 20 ans de métier »: a time, not an age.
_BEFORE = "".join(
    rf"(?<!{word} )" for word in ("y a", "ya", "depuis", "pendant", "dans", "fait", "en", "durant", "apres")
)
_AGE = re.compile(
    rf"(?<!\w){_BEFORE}({_NUMBER}) ?(?:ans|piges)(?!\w)(?! (?:de|d) (?:metier|service|experience|carriere))"
)


def age_of_another(text: str) -> int | None:
    """An age in the text that is not the writer’s own; None when there is none."""
    found = _AGE.search(_OWN.sub(" ", comparable(text)))
    if found is None:
        return None
    return int(found.group(1)) if found.group(1).isdigit() else _WORDS[found.group(1)]
