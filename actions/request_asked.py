"""What is asked of a request that stands: « ils m’appellent jeudi, c’est sûr ? », « quelqu’un l’a lue ? ». Who waits
for a call is given no new form for asking about it. Called by contact_submit, afterwards and requests; words in
data/afterwards.yml."""

from __future__ import annotations

from actions.contact_heard import supposed_of_the_request
from actions.memory import urgent_is_open
from actions.turn import Turn
from actions.world import World
from casework.aspects import CAPREV
from casework.call_wishes import wishes_a_call
from casework.contact_ways import has_a_way

LONGEST_QUESTION, LONGEST, SURE_OF_ANOTHER = 14, 25, 0.6  # words; confidence
WHEN, CHANGE_OF_MIND, SECOND = "request/when", "request/change_of_mind", "request/second_one"


def asks_of_the_sent(world: World, turn: Turn) -> bool:
    """When somebody calls, how long it takes, whether it was seen."""
    asks = (asks_when, asks_of_the_call, asks_how_long, asks_what_became)
    return any(asked(world, turn) for asked in asks)


def asks_when(world: World, turn: Turn) -> bool:
    """« vous rappelez quand ? », « toujours pas de nouvelles »: a word of calling beside one of waiting."""
    words, text = world.afterwards, turn.text
    if words.meaning("when", text):
        return True
    is_short = len(text.split()) <= LONGEST_QUESTION and not words.meaning("any_time", text)
    return is_short and words.meaning("calling", text) is not None and words.meaning("waiting", text) is not None


def has_no_news(world: World, turn: Turn) -> bool:
    """« j’ai fait une demande lundi, toujours pas de nouvelles, c’est normal ? »; not « pas de nouvelles de mon
    fils »."""
    text = turn.text
    short = bool(text) and len(text.split()) <= LONGEST and world.words.meaning("speaker", text) != "relative"
    told = world.afterwards.meaning("no_news", text) is not None or asks_when(world, turn) or asks_how_long(world, turn)
    return short and (told or was_promised(world, turn))


def was_promised(world: World, turn: Turn) -> bool:
    """« on m’avait promis un coup de fil dans la semaine, non ? », « on devait me rappeler sous 48h »; not who wishes a
    call in the same breath, or gives a number for it."""
    words, text = world.afterwards, turn.text
    short = bool(text) and len(text.split()) <= LONGEST and not urgent_is_open(turn)
    told = words.meaning("promised", text) is not None and words.meaning("promised_call", text) is not None
    return short and told and not wishes_a_call(text) and not has_a_way(world.form, text)


def asks_how_to_take_back(world: World, turn: Turn) -> bool:
    """« et si je change d’avis je fais comment ? », « je pourrai encore annuler ? », « on peut revenir en arrière ? »:
    to be told how; not « je regrette, vous pouvez l’annuler ? »."""
    form, text = world.form, turn.text
    if not text or len(text.split()) > LONGEST or form.question_in(text) != CHANGE_OF_MIND:
        return False
    if supposed_of_the_request(form, text) == CHANGE_OF_MIND:
        return True
    rest = form.questions[CHANGE_OF_MIND].taken_out_of(text)
    orders = any(world.afterwards.meaning(name, rest) is not None for name in ("withdrawing", "change"))
    return "?" in text and not orders


def asks_of_a_second(world: World, turn: Turn) -> bool:
    """« si j’en refais une, ça va pas faire double ? », « je dois refaire une demande ou j’attends ? »; not « il y a
    deux demandes identiques, enlevez-en une », nor whether it goes faster then."""
    words, text = world.afterwards, turn.text
    if not text or len(text.split()) > LONGEST or world.form.question_in(text) != SECOND:
        return False
    if any(found.id != CAPREV for found in world.directory.find(text)):
        return False  # « Child Focus, ça vaut la peine, ou ça fait double emploi ? »
    rest = world.form.questions[SECOND].taken_out_of(text)
    other = words.meaning("withdrawing", rest) or any(words.meaning(name, text) for name in ("twice", "faster"))
    return not other and ("?" in text or world.form.said.asking.are_in(text) or " ou " in text)


def asked_of_one(world: World, turn: Turn) -> str | None:
    """The answer to how a request is taken back, or to what a second one does."""
    if asks_of_a_second(world, turn):
        return SECOND
    return CHANGE_OF_MIND if asks_how_to_take_back(world, turn) else None


def asks_of_another_thing(world: World, turn: Turn) -> bool:
    """« merci. et si ça recommence je peux revenir ici ? »"""
    other = turn.intent.startswith(("ask_", "thank", "bot_")) and turn.confidence >= SURE_OF_ANOTHER
    return other and world.form.question_in(turn.text) is None and not asks_of_the_sent(world, turn)


def asks_what_became(world: World, turn: Turn) -> bool:
    """« quelqu’un l’a vue ? », « comment je sais si c’est lu »; not of somebody (« quelqu’un a vu ma fille ? »), nor
    while an alarm is open."""
    text = turn.text
    of_somebody = world.words.meaning("speaker", text) == "relative"
    if not text or len(text.split()) > LONGEST_QUESTION or urgent_is_open(turn) or of_somebody:
        return False
    asks = "?" in text or world.form.said.asking.are_in(text)
    return asks and world.afterwards.meaning("what_became", text) is not None


def asks_how_to_know(world: World, turn: Turn) -> bool:
    """« et je saurai comment si quelqu’un l’a lue ? »"""
    return asks_what_became(world, turn) and world.afterwards.meaning("how_to_know", turn.text) is not None


def asks_of_the_call(world: World, turn: Turn) -> bool:
    """A call to the writer is spoken of, and it is a question, its mark or not; not of another request, of somebody
    else, or of something that has an answer of its own."""
    words, text = world.afterwards, turn.text
    if not text or len(text.split()) > LONGEST or not words.meaning("called", text):
        return False
    if not (turn.asks or "?" in text or words.meaning("surely", text)):
        return False
    another = words.meaning("another_request", text) or words.meaning("begin_anew", text)
    return not another and not _of_somebody(world, text) and world.form.question_in(text) in {None, WHEN}


def asks_how_long(world: World, turn: Turn) -> bool:
    """« mais enfin ça prend combien de temps normalement », its mark or not, where a request stands or is looked for;
    not how long somebody takes to change."""
    text = turn.text
    short = bool(text) and len(text.split()) <= LONGEST and world.words.meaning("speaker", text) != "relative"
    return short and world.afterwards.meaning("how_long", text) is not None


def _of_somebody(world: World, text: str) -> bool:
    """« ils appellent aussi mon fils ? »"""
    return world.form.message_words.tells_a_story(text)
