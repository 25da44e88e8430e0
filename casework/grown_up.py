"""Whether somebody’s own words tell that they are of age: an age, a trade, a wife, children of their own. Called by the
contact request, which then does not ask; the words are in data/contact_form.yml under `grown_up`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.ages import own_age
from casework.ages_of_others import ADULT
from casework.number_words import NUMBER, number_of
from casework.own_job import load_own_job
from casework.words import Words, comparable

# « de mes 17 à mes 31 ans », « depuis mes 25 ans », « à mes 40 ans »
_UP_TO = re.compile(rf"(?<!\w)(?:a|depuis|jusqu a|vers|des) mes (?P<age>{NUMBER})(?: ?ans)?(?!\w)")
# « à mes 18 ans je pars » is to come.
_TO_COME = re.compile(r"(?<!\w)(?:quand j aurai|j aurai|a mes|pour mes) \w+(?: ans)?")
_WAS = re.compile(rf"(?<!\w)de mes (?:{NUMBER})(?: ans)? a mes (?P<age>{NUMBER})(?: ?ans)?(?!\w)")


@dataclass(frozen=True)
class GrownUp:
    """`own`: whom and what only the grown-up have; `barred`: a pupil or an apprentice may have a job, too; `quoted`: a
    phrase that holds one of `own` and says nothing of the writer."""

    own: Words
    barred: Words
    quoted: Words

    def is_told_in(self, text: str) -> bool:
        age = own_age(text)
        if age is not None:
            return age >= ADULT
        if self._tells_a_later_age(text):
            return True
        said = self.quoted.taken_out_of(text)
        if self.barred.are_in(text):
            return False
        job = load_own_job()
        return self.own.are_in(said) or (bool(job.told_in(text)) and not job.is_over_in(text))

    def _tells_a_later_age(self, text: str) -> bool:
        said = comparable(text)
        found = _WAS.search(said) or (None if _TO_COME.search(said) else _UP_TO.search(said))
        return found is not None and number_of(found["age"]) >= ADULT


def grown_up(data: Mapping[str, Any]) -> GrownUp:
    """From the whole file. Raises KeyError for what is missing."""
    words = data["grown_up"]
    return GrownUp(Words(words["own"]), Words(words["barred"]), Words(words["quoted"]))
