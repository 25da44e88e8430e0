"""A plain yes or no to « voulez-vous vraiment… ? », whatever it was taken for. Called by waiting and requests."""

from __future__ import annotations

from actions.turn import Turn
from actions.world import World
from casework.text import sentences

FEW_WORDS = 5  # « oui effacez tout », « non attendez n’effacez rien »
HALF_OF_IT = 0.5


def plain_yes_or_no(world: World, turn: Turn) -> bool | None:
    """True for a yes, False for a no, None for anything else; a tap, a few words, or words that say little else."""
    if not turn.text:
        return turn.intent == "affirm" if turn.intent in {"affirm", "deny"} else None
    meaning = world.words.meaning("yes_no", turn.text)
    few = len(turn.text.split()) <= FEW_WORDS and not turn.asks
    plain = meaning is not None and (few or world.words.share("yes_no", meaning, turn.text) >= HALF_OF_IT)
    return meaning == "yes" if plain else _said_first(world, turn)


def _said_first(world: World, turn: Turn) -> bool | None:
    """« oui tout. et chez moi ça s’efface aussi ? » is a yes; « oui. mais ça efface quoi ? » is none."""
    first, *rest = sentences(turn.text) or [""]
    meaning = world.words.meaning("yes_no", first)
    if not rest or meaning is None or len(first.split()) > FEW_WORDS or first.rstrip().endswith("?"):
        return None
    waits = world.words.share("on_reflection", "wait", turn.text) > 0
    return None if waits else meaning == "yes"
