"""A wish to erase, read once for whoever must know of it: the form, its read-back, what is kept, and the answer outside
of them. Called by contact_form, contact_read_back, kept, request_taken_back and waiting."""

from __future__ import annotations

from dataclasses import dataclass

from actions.memory import urgent_is_open
from actions.turn import Turn
from actions.urgent import LONGEST_SHORT_ANSWER
from actions.world import World


@dataclass(frozen=True)
class Erasure:
    """`named`: a word of erasing stands there, whatever else is said; `ordered`: what was written is to go, and nothing
    is asked."""

    named: bool = False
    ordered: bool = False


def erasure_in(world: World, text: str) -> Erasure:
    """« et supprimez ce que j’ai écrit ici, je suis tenue au secret » orders it; « vous effacez quand ? » names it."""
    if not text:
        return Erasure()
    words = world.afterwards
    of_what_was_written = all(words.meaning(group, text) for group in ("erase_it", "what_was_written"))
    return Erasure(world.form.said.erasing.are_in(text), of_what_was_written and "?" not in text)


def orders_to_erase(world: World, turn: Turn) -> bool:
    """An order, whatever it was read as, unless an alarm is open; or « oui, supprimez »."""
    if not turn.text or turn.form_is_active:
        return False
    said = erasure_in(world, turn.text)
    agrees = turn.intent == "affirm" and said.named and len(turn.text.split()) <= LONGEST_SHORT_ANSWER
    return agrees or (said.ordered and not urgent_is_open(turn))
