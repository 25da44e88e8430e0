"""What stands behind a wish or an order to the contact request and asks nothing more: « on peut encore le changer ? »,
« et écrivez-moi la référence ». Called by contact_form."""

from __future__ import annotations

import re

from casework.contact_form import ContactForm
from casework.contact_ways import WAYS, has_a_way
from casework.typed_words import clauses

_LAST_ASKED = re.compile(r"(?P<told>.*\w)\s*[,.;:!…]+\s+(?P<asked>[^,.;:!?…]+)[?\s]*\?$", re.DOTALL)
LONGEST_WHETHER = 9  # words
CHANGE_A_LINE = "request/change_a_line"


def without_asking_whether(form: ContactForm, text: str, asked: str) -> str:
    """« finalement l’après-midi. on peut encore le changer ? » → « finalement l’après-midi »: what is put stands before
    it. Who answers for the first time what is `asked` (a field), or puts nothing, asks in earnest: « Namur, mais je
    pourrai la changer ? » → « Namur. je pourrai la changer ? »."""
    hit = _LAST_ASKED.match(text.strip())
    if hit is None or len(hit["asked"].split()) > LONGEST_WHETHER:
        return text
    told, whether = hit["told"], hit["asked"]
    anew = form.facts.puts_anew(told)
    puts = form.facts.new_time(told) or anew or has_a_way(form, told)
    if form.question_in(whether) == CHANGE_A_LINE and (not puts or (asked in {"channel", "when", *WAYS} and not anew)):
        return f"{told}. {whether} ?"
    return told if puts and form.message_words.asking_whether_it_may.are_in(whether) else text


def without_the_reference(form: ContactForm, text: str) -> str:
    """« oui c’est exact, envoyez. Et écrivez-moi la référence » → « oui c’est exact, envoyez »: sending gives it.
    Only of an order to send."""
    parts = _parts(form, text)
    rest = [part for part in parts if not form.said.of_the_reference.are_in(part)]
    order = ", ".join(rest)
    orders = len(rest) < len(parts) and form.said.sending.are_in(order) and form.is_command(order)
    return order if orders else text


def _parts(form: ContactForm, text: str) -> list[str]:
    """The clauses; what is behind « et » is one of its own where it asks for the reference."""
    parts: list[str] = []
    for clause in clauses(text):
        order, and_, asked = clause.rpartition(" et ")
        parts += [order, asked] if and_ and form.said.of_the_reference.are_in(asked) else [clause]
    return parts
