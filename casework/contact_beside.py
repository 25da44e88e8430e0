"""What stands behind a wish or an order to the contact request and asks nothing more: « on peut encore le changer ? »,
« et écrivez-moi la référence ». Called by contact_form."""

from __future__ import annotations

import re

from casework.contact_form import ContactForm
from casework.contact_ways import has_a_way
from casework.typed_words import clauses

_LAST_ASKED = re.compile(r"(?P<told>.*\w)\s*[,.;:!…]+\s+(?P<asked>[^,.;:!?…]+)[?\s]*\?$", re.DOTALL)
LONGEST_WHETHER = 9  # words


def without_asking_whether(form: ContactForm, text: str) -> str:
    """« finalement l’après-midi. on peut encore le changer ? » → « finalement l’après-midi »: what is put stands before
    it; of anything else the question stays."""
    hit = _LAST_ASKED.match(text.strip())
    if hit is None or len(hit["asked"].split()) > LONGEST_WHETHER:
        return text
    puts = form.facts.new_time(hit["told"]) or form.facts.puts_anew(hit["told"]) or has_a_way(form, hit["told"])
    return hit["told"] if puts and form.message_words.asking_whether_it_may.are_in(hit["asked"]) else text


def without_the_reference(form: ContactForm, text: str) -> str:
    """« oui c’est exact, envoyez. Et écrivez-moi la référence » → « oui c’est exact, envoyez »: sending gives it.
    Only of an order to send."""
    parts = clauses(text)
    rest = [part for part in parts if not form.said.of_the_reference.are_in(part)]
    order = ", ".join(rest)
    orders = len(rest) < len(parts) and form.said.sending.are_in(order) and form.is_command(order)
    return order if orders else text
