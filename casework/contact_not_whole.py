"""A number or an address that is to take the place of another, and is not whole: digits are missing, or too many, or
the address has no end. Called by the contact form and by the change of a request that was sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from casework.contact_form import ContactForm
from casework.emails import begins_an_email, read_email
from casework.phones import FEWEST_OF_A_NUMBER, digits_amiss
from casework.words import comparable

LONGEST = 32  # words
LONGEST_BARE = 8  # words beside which a number need not be named
FEWEST_NAMED = 3  # digits
# « appelle sur celui de ma sœur », « sonnez au … »; not « il m’appelle sur … »
_CALL_THERE = re.compile(
    r"(?<!\w)(?<!m )(?<!me )(?<!l )(?<!il )(?<!elle )(?<!les )(?:r?appell?e[zs]?|sonnez?|telephonez?) "
    r"(?:moi |donc |plutot )*(?:sur|au|a|le|chez)(?!\w)"
)


@dataclass(frozen=True)
class NotWhole:
    """`why`: the name of the text of the form that says what is wrong with it."""

    way: Literal["phone", "email"]
    why: str


def not_whole_in(form: ContactForm, text: str) -> NotWhole | None:
    """« mettez plutôt le gsm de ma femme : 0495 33 44 », « mon mail c’est sophie@gmail »; not in a story, and not where
    it is asked about."""
    if not text or len(text.split()) > LONGEST or read_email(text) or not _puts_it(form, text):
        return None
    if begins_an_email(text):
        return NotWhole("email", "not_whole_email")
    named = _puts_anew(form, text) and form.line_words["phone"].are_in(text)
    amiss = digits_amiss(text, FEWEST_NAMED if named else FEWEST_OF_A_NUMBER)
    return NotWhole("phone", f"not_whole_phone_{amiss}") if amiss else None


def _puts_it(form: ContactForm, text: str) -> bool:
    asks = text.rstrip().endswith("?") and not form.message_words.asking_to_put.are_in(text)
    if asks:
        return False
    return _puts_anew(form, text) or form.message_words.asking_to_put.are_in(text) or _is_of_the_writer(form, text)


def _puts_anew(form: ContactForm, text: str) -> bool:
    ordered = _CALL_THERE.search(comparable(text)) is not None
    return ordered or form.facts.puts_a_way(text) or form.said.gone_wrong.are_in(text)


def _is_of_the_writer(form: ContactForm, text: str) -> bool:
    """« mon numéro c’est 0478 12 34 », « 0478 12 34 »: nobody else is spoken of."""
    if form.message_words.tells_a_story(text):
        return False
    to_call = form.line_words["phone"].are_in(text) or form.line_words["email"].are_in(text)
    return to_call or form.message_words.calling.are_in(text) or len(text.split()) <= LONGEST_BARE
