"""The age of the person somebody speaks of: « ma fille de 15 ans ». Called by dialogue_words."""

from __future__ import annotations

import re

from casework.ages import without_own_age
from casework.number_words import NUMBER, number_of

ADULT, OLDEST_CHILD = 18, 12
# « il y a 10 ans », « depuis 3 ans », « 20 ans de métier », « 4 ans pour terrorisme »: a time, not an age.
_BEFORE = "".join(
    rf"(?<!{word} )" for word in ("y a", "ya", "depuis", "pendant", "dans", "fait", "en", "durant", "apres")
)
_NOT_A_TIME = r"(?! (?:de|d) (?:metier|service|experience|carriere|prison))(?! (?:pour|ferme|plus tard|apres)(?!\w))"
_AGE = re.compile(rf"(?<!\w){_BEFORE}({NUMBER}) ?(?:ans|piges)(?!\w){_NOT_A_TIME}")


# « il a 24 »: nothing else may follow that is counted.
_BARE = re.compile(r"(?<!\w)(?:il a|elle a|lui|elle c est|il a que|elle a que) (\d{2})(?= ?(?:[.,;:!?]|$))")


def age_of_another(text: str) -> int | None:
    """An age in the text that is not the writer’s own; None when there is none."""
    said = without_own_age(text)
    found = _AGE.search(said) or _BARE.search(said)
    return number_of(found.group(1)) if found else None
