"""Whether somebody wishes to be contacted, or takes leave, where the reading of the intent is in doubt.

Called by respond and contact_submit."""

from __future__ import annotations

from actions.memory import urgent_is_open
from actions.turn import Turn
from actions.world import World
from casework.call_wishes import speaks_of_a_name, wishes_a_call

LEAVES = {"goodbye", "thank"}
WHAT_NOW = "follow/what_now"
# The least confidence at which words that name no contact begin a request; below DOUBTFUL plain words of a wish do.
MEANT, DOUBTFUL = 0.45, 0.6
LONGEST_LEAVE, SURE_OF_A_SUBJECT = 25, 0.9  # words; confidence


def intent_meant(world: World, turn: Turn) -> str:
    """`request_contact` only where it is meant, `goodbye` of who takes leave, else the intent as it was read."""
    wished = is_plainly_wished(world, turn) or wants_a_call(world, turn) or accepts_a_call(turn)
    if wished and not turn.form_is_active:
        return "request_contact"
    if turn.intent == "request_contact" and not is_hardly_meant(world, turn):
        return turn.intent
    if takes_leave(world, turn):
        return "goodbye"
    if turn.intent in LEAVES and asks_what_to_do(world, turn):
        return "nlu_fallback"
    return "nlu_fallback" if turn.intent == "request_contact" else turn.intent


def is_hardly_meant(world: World, turn: Turn) -> bool:
    """« je ne sais pas si j’ai le droit d’écrire ici. c’est pour mon fils »: a doubtful reading begins no form; nor
    does « elle veut bien qu’on l’appelle mamie »."""
    if turn.text and speaks_of_a_name(turn.text) and not wishes_a_call(turn.text):
        return True
    if not turn.text or turn.confidence >= MEANT or turn.slot("paused_form"):
        return False
    return world.afterwards.meaning("of_a_contact", turn.text) is None


def is_plainly_wished(world: World, turn: Turn) -> bool:
    """« j’aimerais que quelqu’un du CAPREV me rappelle », in a message that is not surely read as something else."""
    if not turn.text or turn.confidence >= DOUBTFUL:
        return False
    if "?" in turn.text:
        return _asks_to_be_contacted(world, turn.text)
    return world.afterwards.meaning("wants_contact", turn.text) is not None


def wants_a_call(world: World, turn: Turn) -> bool:
    """« quelqu’un pourrait me rappeler demain ? un vrai humain pas un robot »: a person, who calls."""
    if turn.intent != "talk_to_human" or not turn.text or urgent_is_open(turn) or speaks_of_a_name(turn.text):
        return False
    asks_when = "?" in turn.text and world.afterwards.share("may_contact_me", "asks", turn.text) > 0
    return not asks_when and world.afterwards.meaning("called_by_a_person", turn.text) is not None


def accepts_a_call(turn: Turn) -> bool:
    """« ok. moi je veux bien qu’on m’appelle mais sans lui dire », whatever it was read as; no question about it, and
    no alarm open."""
    asks = "?" in turn.text and not turn.text.rstrip(" ?").endswith(("svp", "stp"))
    return bool(turn.text) and not asks and not urgent_is_open(turn) and wishes_a_call(turn.text)


def _asks_to_be_contacted(world: World, text: str) -> bool:
    """« le CAPREV peut me contacter, même en France ? », and neither when nor by whom."""
    said = {m for m in ("yes", "asks") if world.afterwards.share("may_contact_me", m, text) > 0}
    return said == {"yes"}


def takes_leave(world: World, turn: Turn) -> bool:
    """« Bon, ça attendra lundi. Bonne soirée à vous »: the last words are a goodbye, and nothing is asked."""
    if not turn.text or "?" in turn.text or not turn.slot("given") or urgent_is_open(turn):
        return False
    if asks_what_to_do(world, turn):
        return False
    few = len(turn.text.split()) <= LONGEST_LEAVE and turn.confidence < SURE_OF_A_SUBJECT
    return few and world.words.ends_with("leave", "taken", turn.text)


def asks_what_to_do(world: World, turn: Turn) -> bool:
    """« mais demain j’y retourne à 7h, je fais koi », however much it was read as a leave."""
    return bool(turn.text) and world.words.meaning("what_to_do", turn.text) is not None
