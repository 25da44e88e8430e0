"""Which learned readings hold of a message while an alarm is open: nothing is lowered on a doubt. Called by alarm_talk
and alarm_choice."""

from __future__ import annotations

from actions.alarm_aside import SURE_OF_A_SUBJECT, asks_of_caprev
from actions.memory import danger_is_near, only_the_model_doubts
from actions.turn import Turn
from actions.urgent import is_loud
from actions.world import World
from casework.in_context import Reading
from casework.text import fold, sentences
from casework.urgency import judge

MOMENT = "after_alarm"
SURE_OF_A_CALL = 0.95
GOOD_ENDS, SURE_OF_A_GOOD_END = {"found", "over", "police_there"}, 0.8
LONGEST_SERIOUS_QUESTION = 9  # words that the readable rules hear as urgent, and that still only ask something
# Questions to the machine, and readings that let somebody go: asked as questions, neither takes anything off an alarm.
OF_THE_MACHINE = {"bot_challenge", "insult", "talk_to_human"}
STOPPING = {"drop_it", "thanks"}
TOLD_BEFORE_ASKING = {"safe", "have_called", "others_call", "police_there", "over", "found"}


def is_serious(turn: Turn) -> bool:
    return judge(turn.text).level == "urgent"


def holds_now(world: World, turn: Turn, reading: Reading) -> bool:
    """Danger in plain words is answered as such; and once it is calm, only what is still asked then."""
    if not may_be_meant(world, turn, reading):
        return False
    is_sure = _has_surely_called(world, turn, reading) or _surely_ended_well(world, turn, reading)
    doubted = is_serious(turn) and not is_sure
    if doubted and (reading.lowers or len(turn.text.split()) > LONGEST_SERIOUS_QUESTION):
        return False
    return danger_is_near(turn) or reading.lowers or (reading.calm_too and not means_something_calm(turn))


def may_be_meant(world: World, turn: Turn, reading: Reading) -> bool:
    """However sure it is: nothing about the words or the kind of danger stands against it."""
    if reading.only and str((turn.slot("urgent") or {}).get("kind") or "danger") not in reading.only:
        return False
    if reading.name == "safe" and says_no_first(turn):
        return False
    if reading.lowers and is_loud(turn):
        return False  # « je suis à l’école, caché dans les toilettes »
    if asks_of_caprev(world, turn, reading):
        return False
    lets_go = reading.lowers or reading.name in STOPPING
    # « mdr t’es un robot ? » is no false alarm, « j’arrête ici. et après ? » no goodbye
    return not (turn.asks and lets_go) or _told_before_asking(world, turn, reading)


def says_no_first(turn: Turn) -> bool:
    """« non. la porte est fermée, il reste assis en bas », to « en sécurité ? »: no relief, whatever follows."""
    first = sentences(turn.text)[:1]
    return turn.slot("awaiting") == "safety" and [fold(sentence) for sentence in first] == ["non"]


def _has_surely_called(world: World, turn: Turn, reading: Reading) -> bool:
    """« voilà, j’ai eu le 101, ils vont chez lui », in which only the model dimly hears more danger: help is on its
    way, and the numbers stay in sight."""
    _, sure = world.in_context.likeliest(MOMENT, turn.parse)
    return reading.name == "have_called" and sure >= SURE_OF_A_CALL and only_the_model_doubts(turn)


def _surely_ended_well(world: World, turn: Turn, reading: Reading) -> bool:
    """« c’est bon, ils l’ont trouvée chez elle. sa mère a pris son passeport, elle est en sécurité maintenant »: the
    passport rings no more where the good end is surely heard, and stands there in so many words."""
    _, sure = world.in_context.likeliest(MOMENT, turn.parse)
    heard = reading.name in GOOD_ENDS and sure >= SURE_OF_A_GOOD_END and not is_loud(turn)
    return heard and world.alarm_talk.all_is_well_in(turn.text)


def _told_before_asking(world: World, turn: Turn, reading: Reading) -> bool:
    """« oui je suis à l’abri chez ma tante. et comment on lui parle ? »: the relief stands in a sentence of its own."""
    certain = world.in_context.heard(MOMENT, turn.parse, certainly=True)
    told = reading.name in TOLD_BEFORE_ASKING and certain is not None and len(sentences(turn.text)) > 1
    return told and turn.calm_intent not in OF_THE_MACHINE


def means_something_calm(turn: Turn) -> bool:
    """Once the danger is over, a question with a sure subject of its own is answered as such."""
    subject = turn.calm_intent.startswith(("ask_", "request_", "erase_", "withdraw_"))
    return subject and turn.calm_confidence >= SURE_OF_A_SUBJECT
