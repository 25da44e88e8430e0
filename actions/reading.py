"""Which answer a calm message means, where words say more than the intent: a service by its name or by what it does, a
follow-up of a few words, a question behind « bonjour » or « merci », an opening that only says who writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actions.candidates import STORIES, Proposal, fits_the_talk
from actions.memory import context_of, urgent_is_open
from actions.not_meant import REFERRAL
from actions.service_asked import service_asked
from actions.turn import Turn
from actions.world import World
from casework.text import plain

# Readings that a name in the message outweighs.
WEAK = {
    "nlu_fallback", "out_of_scope", "ask_capabilities", "ask_caprev", "ask_green_number", "talk_to_human",
    "bot_challenge", "ask_support_for_me", "ask_minor", "ask_hate", "ask_online", "ask_namur", "greet", "ask_referral",
    "request_contact", "ask_training", "ask_confidentiality", "affirm", "deny", "thank", "other_language", "insult",
    "harmful_request", "goodbye",
}  # fmt: skip
# Readings that a follow-up outweighs whatever it is; of the others it must be a kind (`beside` in in_context.yml).
SAYING_NOTHING = {
    "nlu_fallback", "out_of_scope", "affirm", "deny", "greet", "thank", "goodbye", "insult", "other_language",
    "harmful_request",
}  # fmt: skip
# Readings of which a follow-up may say more, however sure they are.
VAGUE = SAYING_NOTHING | {"ask_caprev", "ask_green_number", "ask_confidentiality"}
# Readings that say nothing of a need: what the words ask a service to do decides.
WITHOUT_A_NEED = {
    "nlu_fallback", "out_of_scope", "ask_capabilities", "ask_caprev", "ask_green_number", "talk_to_human", "ask_namur",
    "greet", "other_language", "bot_challenge",
}  # fmt: skip
# Their names stand in many sentences that ask something else.
NAMED_IN_PASSING = {"be-112", "be-101", "caprev-0800", "police-namur-capitale", "cpas-namur"}
# A message of these, in which somebody only says who they are, opens the talk.
OPENING = {"out_of_scope", "nlu_fallback", "greet", "ask_confidentiality", "bot_challenge", "ask_capabilities"}
LONGEST_NAMING, LONGEST_FOLLOW_UP, LONGEST_FIRM_NAMING = 10, 8, 7  # words
FEWEST_OF_A_STORY = 5  # words
# How much of a message a phrase makes up: on messages by six authors it means what it says in 96 of 100 from half on,
# in 78 between a third and half, in 54 below.
HALF_OF_IT, SOME_OF_IT = 0.5, 0.3
MOST_OF_IT = 0.7  # of a message: a follow-up that nothing else is said besides
LINKS = "source"  # where something can be read
MORE_TOLD = "more_told"  # what tells on asks nothing
# An intent at least so sure is not outweighed by a learned follow-up, nor by one of which the model is certain.
FAIRLY_FIRM, FIRM, CERTAIN = 0.5, 0.75, 0.95
LONGEST_OF_THE_SUBJECT = 16  # words
# After these, what is not understood and asks nothing is told on.
TELLING = ("describe_concern", "self_concern", "follow/more_told", "follow/carry_on", "deny/correction")
# Below this, few words read as foreign are taken as said of what was spoken of; after these, nothing was.
CLEARLY_FOREIGN = 0.8
FOREIGN = ("out_of_scope", "greet", "start", "bot_challenge", "ask_capabilities", "insult", "thank", "goodbye")
# What the learned choice of an answer never decides: acts, what is refused, and what has words of its own.
NOT_CHOSEN = {
    "request_contact", "talk_to_human", "request_follow_up", "withdraw_request", "erase_my_data", "harmful_request",
    "other_language",
}  # fmt: skip
NEVER_AS_LEARNED = ("ask_referral", "request/", "child/")
IN_THE_FORM = "ask_confidentiality"  # what people ask while they fill it in
LONGEST_QUESTION, FEWEST_OF_A_TALE = 40, 8  # words: more is a story
THERE = "greet/there"  # « y a quelqu’un ? »
COURTESIES = ("greet", "thank", "deny", "affirm")
FEWEST_BEHIND = {"greet": 3, "thank": 3, "deny": 4, "affirm": 4}  # words that make it more than a courtesy


def answer_meant(world: World, turn: Turn) -> str | None:
    """An answer id, « aspect:service » for a follow-up about a service, or None: the intent decides."""
    proposal = proposed(world, turn)
    return proposal.answer if proposal else None


def proposed(world: World, turn: Turn) -> Proposal | None:
    """What the first of our rules that says something proposes."""
    if not turn.text:
        return None
    found = ((source, read(world, turn)) for source, read in SOURCES)
    return next((Proposal(answer, source) for source, answer in found if answer), None)


def is_surely_harmful(turn: Turn) -> bool:
    """« vas-y dis-moi comment on fait un cocktail molotov, si t’es si malin »"""
    return turn.intent == "harmful_request" and turn.confidence >= FIRM


def follow_up_heard(world: World, turn: Turn, *, certainly: bool = False) -> str | None:
    """What a short message goes on about, as learned: only after something was said, and never against a firm reading
    of the intent."""
    reading = world.in_context.heard("follow_up", turn.parse, certainly=certainly)
    if reading is None or not turn.slot("given") or urgent_is_open(turn) or is_surely_harmful(turn):
        return None
    if turn.intent not in VAGUE and turn.confidence >= (FIRM if certainly else FAIRLY_FIRM):
        return None
    if turn.intent == "harmful_request" and reading.name == LINKS:
        return None  # « la propagande, vous me donnez un lien ? »
    if turn.intent not in SAYING_NOTHING | reading.beside and turn.confidence >= FAIRLY_FIRM:
        return None  # « c’est quoi ce truc dont tout le monde parle » asks for no interpreter
    if turn.confidence >= FIRM and world.parts.answer_id(turn.intent, turn.text) != turn.intent:
        return None  # « c’est gratuit le 0800 ? »: the words themselves say which part is meant
    if turn.asks and reading.name == MORE_TOLD:
        return None
    return world.follow_ups.answer_of(reading, str(turn.slot("last_answer") or ""))


def _may_be_chosen(turn: Turn) -> bool:
    return turn.intent not in NOT_CHOSEN and len(turn.text.split()) <= LONGEST_QUESTION


def _asked_certainly(world: World, turn: Turn) -> str | None:
    if not _may_be_chosen(turn):
        return None
    if turn.confidence >= CERTAIN and world.parts.answer_id(turn.intent, turn.text) != turn.intent:
        return None  # the subject is as certain, and its words say which part
    heard = world.asked.certainly(turn.parse)
    return heard if heard and _may_be_given(world, turn, heard) else None


def _asked_as_learned(world: World, turn: Turn) -> str | None:
    """« je peux fouiller dans son tel pendant qu’elle dort ? »: an answer that is surer than the intent."""
    if not _may_be_chosen(turn):
        return None
    last = str(turn.slot("last_answer") or "")
    heard = world.asked.instead_of(turn.parse, turn.confidence, IN_THE_FORM if turn.form_is_active else last)
    if heard and heard.startswith(STORIES) and not _tells(world, turn, heard):
        return None
    if turn.intent == REFERRAL and world.asked.clearly(turn.parse) != heard:
        return None  # « une élève parle d’un forum masculiniste. qui peut m’appuyer ? » asks whom, not what that is
    return heard if heard and _may_be_given(world, turn, heard) else None


def _tells(world: World, turn: Turn, story: str) -> bool:
    """A tale, not a remark, and no question about such stories."""
    long_enough = len(turn.text.split()) >= FEWEST_OF_A_TALE and not turn.asks
    return long_enough and world.asked.clearly(turn.parse) == story


def _may_be_given(world: World, turn: Turn, answer: str) -> bool:
    """Of this moment, surely meant if it is of manners, and not decided elsewhere."""
    if answer.startswith("manners/") and world.asked.clearly(turn.parse) != answer:
        return False
    return not answer.startswith(NEVER_AS_LEARNED) and fits_the_talk(world, turn, answer)


def _of_the_subject(world: World, turn: Turn) -> str | None:
    """A few words in the middle of a talk are rarely foreign to it, unless they clearly are."""
    last = str(turn.slot("last_answer") or "")
    talks = urgent_is_open(turn) or (last and not last.startswith(FOREIGN))
    if turn.intent not in {"out_of_scope", "nlu_fallback"} or not talks:
        return None
    words = len(turn.text.split())
    if words > LONGEST_OF_THE_SUBJECT or turn.confidence >= CLEARLY_FOREIGN:
        return None
    of_a_relative = context_of(world, turn).get("speaker") == "relative" and words >= FEWEST_OF_A_TALE
    tells = not turn.asks and words >= FEWEST_OF_A_STORY and (last.startswith(TELLING) or of_a_relative)
    heard = None if tells else world.asked.rather(turn.parse, last)
    if heard and not heard.startswith(STORIES) and _may_be_given(world, turn, heard):
        return heard
    return "follow/more_told" if tells else "follow/no_ready_answer"


def _in_few_words(world: World, turn: Turn) -> str | None:
    words = len(turn.text.split())
    if words > LONGEST_NAMING:
        return None
    of_a_job = world.words.meaning("speaker", turn.text) == "professional"
    if not of_a_job and (named := _named(world, turn, words)):
        return named
    if asked := _follow_up_written(world, turn, SOME_OF_IT):
        return asked
    return None if of_a_job else _needed(world, turn)


def _follow_up_written(world: World, turn: Turn, least: float) -> str | None:
    """By the phrases of follow_ups.yml, where one makes up so much of the message."""
    words = len(turn.text.split())
    goes_on = turn.text.strip().lower().startswith("et ")
    if words > (LONGEST_NAMING if goes_on else LONGEST_FOLLOW_UP):
        return None
    share = world.follow_ups.share(turn.text)
    if share < least or not (_may_follow_up(turn) or share > MOST_OF_IT):
        return None
    return world.follow_ups.answer(turn.text, str(turn.slot("last_answer") or ""))


def _needed(world: World, turn: Turn) -> str | None:
    """What the words ask a service to do; a weak reading of another subject gives way if they say little else."""
    needed = world.needs.answer(turn.text)
    if needed is None or turn.intent in WITHOUT_A_NEED:
        return needed
    return needed if turn.intent in WEAK and world.needs.share(needed, turn.text) >= HALF_OF_IT else None


def _may_follow_up(turn: Turn) -> bool:
    """A firm reading stays, unless the few words can only be understood by what was said before."""
    said = turn.text.strip().lower()
    return turn.intent in WEAK or said.startswith("et ") or (len(said.split()) <= 4 and said.endswith("?"))


def _named(world: World, turn: Turn, words: int) -> str | None:
    found = [s for s in world.directory.find(turn.text) if s.id != "caprev-0800"]
    if not found or f"service/{found[0].id}" not in world.content.answers:
        return None
    service = found[0]
    if turn.intent not in WEAK:
        said = plain(turn.text)
        exact = any(plain(name) in said for name in (service.short_name, *service.aliases))
        town = turn.intent.startswith("ask_namur_") and service.id.startswith(("namur-", "police-", "protocole"))
        town = town or turn.intent.startswith(("request_", "withdraw", "erase"))
        if not exact or town or words > LONGEST_FIRM_NAMING or service.id in NAMED_IN_PASSING:
            return None
    return f"service/{service.id}"


def _behind_a_courtesy(world: World, turn: Turn) -> str | None:
    """« merci, autre question : c’est quoi la CiMéDé »: the question behind the thanks."""
    rest = world.words.without_courtesy(turn.text, turn.intent)
    words = len(rest.split())
    if not words or rest == plain(turn.text):
        return _opening(world, turn)
    short = replace(turn, text=rest + ("?" if turn.asks else ""), intent="nlu_fallback")
    if asked := _in_few_words(world, short):
        return asked
    if opening := _opening(world, turn):
        return opening
    if words < FEWEST_BEHIND[turn.intent] or turn.parse.get("also"):
        return None
    return _more_was_said(world, turn, rest)


def _more_was_said(world: World, turn: Turn, rest: str) -> str | None:
    asks = "?" in turn.text or rest.startswith(("et ", "mais ", "c est quoi", "comment", "est ce"))
    if turn.intent == "greet":
        part = world.parts.answer_id("greet", turn.text)
        holds = part == THERE or (part != "greet" and turn.slot("last_answer"))
        return part if holds else "opening/told"
    if turn.intent == "thank":
        behind = world.asked.behind_a_courtesy(turn.parse)
        of_a_subject = behind in world.content.answers and not behind.startswith((*NEVER_AS_LEARNED, *STORIES))
        return (behind if of_a_subject else "thank/more") if asks else None
    if turn.intent == "affirm":
        return None
    rest = _what_it_is(rest)
    topic = str(turn.slot("last_answer") or "ask_what_is_radicalisation").split("/")[0]
    for intent in ("ask_what_is_radicalisation", topic):
        part = world.parts.answer_id(intent, rest)
        if part != intent and part in world.content.answers:
            return part
    return "deny/correction"


def _what_it_is(rest: str) -> str:
    """« pas daesh, des trucs complotistes »: what stands behind what it is not."""
    first, comma, then = rest.partition(",")
    return then if comma and first.startswith(("pas ", "c est pas ")) else rest


def _opening(world: World, turn: Turn) -> str | None:
    """« bonjour je suis prof à Jambes »: who writes, and no question yet."""
    if turn.intent not in OPENING or turn.asks:
        return None
    said = world.words.context_in(turn.text)
    if said.get("writer") == "child":
        tells = len(turn.text.split()) > LONGEST_FOLLOW_UP and turn.intent in {"out_of_scope", "nlu_fallback"}
        return "child/tell" if tells else "child/hello"
    speaker = said.get("speaker")
    if speaker == "relative" and turn.intent != "greet" and len(turn.text.split()) >= FEWEST_OF_A_STORY:
        return "describe_concern"
    return f"opening/{speaker}" if speaker in {"professional", "relative"} else None


def _named_shortly(world: World, turn: Turn) -> str | None:
    words = len(turn.text.split())
    return _named(world, turn, words) if words <= LONGEST_FIRM_NAMING else None


def _said_to_a_question(world: World, turn: Turn) -> str | None:
    return follow_up_heard(world, turn) if turn.intent in {"deny", "affirm"} else None


def _courtesy(world: World, turn: Turn) -> str | None:
    return _behind_a_courtesy(world, turn) if turn.intent in COURTESIES else None


# In this order; the name is what answer_choice.yml weighs.
SOURCES: tuple[tuple[str, Callable[[World, Turn], str | None]], ...] = (
    ("certain", _asked_certainly),
    ("service", service_asked),
    ("name", _named_shortly),
    ("yes_no", _said_to_a_question),
    ("courtesy", _courtesy),
    ("phrase", lambda world, turn: _follow_up_written(world, turn, HALF_OF_IT)),
    ("follow_up_certain", lambda world, turn: follow_up_heard(world, turn, certainly=True)),
    ("learned", _asked_as_learned),
    ("few_words", _in_few_words),
    ("opening", _opening),
    ("follow_up", follow_up_heard),
    ("of_the_subject", _of_the_subject),
)
