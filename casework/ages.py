"""The age that somebody gives of themselves: « j’ai 15 ans », « jé 9 an », « j’ai 16 », « quinze ans ». Called by the
contact form and by dialogue_words."""

from __future__ import annotations

import re
from datetime import date

from casework.number_words import NUMBER, number_of
from casework.words import comparable

_AGE = re.compile(rf"(?<!\w)(?P<age>{NUMBER}) ?(?:ans?|a|piges|et demi|balais)(?!\w)|^(?P<alone>\d{{1,2}})$")
# « 17 dans 2 mois », « j’aurai 18 ans en mars »: one less today.
_SOON = re.compile(rf"(?<!\w)(?P<soon>{NUMBER}) ?(?:ans )?(?:dans|d ici|le mois prochain|bientot|"
                   rf"en (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|"
                   rf"novembre|decembre))(?!\w)"
                   rf"|(?<!\w)(?:aurai|aurais|vais avoir|fais|fete|fete mes) (?P<later>{NUMBER})(?!\w)")  # fmt: skip
_BORN = re.compile(
    r"(?<!\w)(?:suis de|ne en|nee en|suis ne|suis nee|jsuis de|chui de|chuis de) (?P<year>(?:19|20)\d\d)(?!\w)"
)
# « j’ai 12 ans de métier » is a time.
_OF_A_TIME = r"(?! (?:de|d) (?!moins|plus))"
_I_HAVE = r"(?<!\w)(?:j ?ai|g|je|ge|jm|moi c|moi) (?:que |seulement |juste |deja )?"
_OWN = re.compile(rf"{_I_HAVE}(?P<age>{NUMBER}) ?(?:ans?|piges)(?!\w){_OF_A_TIME}")
# « j’ai 16 » at the end of what is said.
_OWN_BARE = re.compile(r"(?<!\w)(?:j ?ai|g) (?P<age>[6-9]|1\d|2\d)(?= ?(?:[.,;:!?]|$|et lui|et elle))")
# « 12 ans, je suis dans… », « coucou c’est moi Emma 10 ans », « on est deux copines de 10 ans »
_GREETED = r"^(?:(?:salut|slt|coucou|cc|bonjour|bonsoir|hello|hey|yo|yop|wesh)[ ,.!]*)?"
_I = r"(?:je?|g|tu?|es|moi|chui|j[bcdfghklmnpqrstvwxz]\w*)(?!\w)"
_OWN_FIRST = re.compile(
    rf"{_GREETED}(?P<age>{NUMBER}) ?ans?[ ,.;:]+{_I}"
    rf"|{_GREETED}(?:c(?: ?est)? )?moi (?:c(?: ?est)? )?[^\W\d]+[ ,]+(?P<named>{NUMBER}) ?ans?(?!\w)"
    rf"|(?<!\w)on est (?:deux|2|trois|3) (?:cop\w+|ami\w*|potes|filles|garcons) de (?P<ours>{NUMBER}) ?ans?(?!\w)"
)
# « bientôt 18 ans », « moins de 18 ans » say the opposite of the number.
_NOT_YET = re.compile(r"(?<!\w)(?:moins de|bientot|presque|pas encore|pas) (?:\w+ )?(?=\d|dix)")


def read_age(text: str) -> int | None:
    """An age in years; None when none is given, or when it is one that is not reached yet."""
    said = comparable(text)
    if (coming := _coming_age(said)) is not None:
        return coming
    found = _AGE.search(said)
    if found is None or _NOT_YET.search(said):
        return None
    return number_of(found["age"] or found["alone"])


def _coming_age(said: str) -> int | None:
    """Of who tells the next birthday, or the year of birth (this year’s birthday counts as past)."""
    if soon := _SOON.search(said):
        return number_of(soon["soon"] or soon["later"]) - 1
    born = _BORN.search(said)
    return date.today().year - int(born["year"]) if born else None


def own_age(text: str) -> int | None:
    """Only what somebody says of themselves: « j’ai 15 ans », « 12 ans, je… »; not « mon fils a 15 ans »."""
    said = comparable(text)
    if found := _OWN.search(said) or _OWN_BARE.search(said):
        return number_of(found["age"])
    first = _OWN_FIRST.search(said)
    return number_of(first["age"] or first["named"] or first["ours"]) if first else None


def without_own_age(text: str) -> str:
    """The text, comparable, without what somebody says of their own age."""
    return _OWN_BARE.sub(" ", _OWN.sub(" ", comparable(text)))
