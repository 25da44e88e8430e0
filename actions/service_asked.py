"""A service, a part of the town or a worker's question that the words ask for, whatever the reading: one thing of the
service just spoken of, a referral seen in another light, what a service does, its name in a longer question."""

from __future__ import annotations

from actions.memory import context_of, danger_is_near
from actions.turn import Turn
from actions.world import World
from casework.aspects import CAPREV
from casework.directory import Service
from casework.own_job import load_own_job
from casework.text import only_words, plain, sentences

# Said back by answer_meant: the referral is given again with what is new.
REFERRAL_AGAIN = "referral:again"
LONGEST_ASPECT, LONGEST_LIGHT, LONGEST_IF_OPEN, LONGEST_QUESTION, LONGEST_CASE = 10, 14, 20, 32, 45  # words
OPENS = "ouvr"  # « vs ouvrez kan alor » asks without a mark
LONGEST_SAID_BY_THE_WAY = 12  # words of a message that is surely on another subject
# Surely read: another reading needs plain words.
SURE, FAIRLY_SURE = 0.9, 0.7
# Acts, which words of a service inside them do not change.
ACTS = ("request_", "withdraw_", "erase_", "urgent_", "check_", "choose", "start_", "stop_", "show_source")
# What is surely read as one of these asks nothing of the service just spoken of.
NO_ASPECT = {"talk_to_human", "request_contact", "ask_training", "ask_hate", "ask_how_to_talk", "ask_signs"}
# Stories: only a plain question for a service turns them into one.
STORIES = {"describe_concern", "self_concern", "harmful_request"}
# However sure, these say less than what the words ask a service to do.
GIVES_WAY = (
    "nlu_fallback", "ask_capabilities", "ask_caprev", "ask_green_number", "talk_to_human", "bot_challenge", "greet",
    "ask_referral", "ask_minor", "ask_namur", "ask_returnee", "ask_police", "ask_confidentiality", "ask_hate",
    "other_language", "affirm", "deny", "thank", "goodbye",
)  # fmt: skip
# What a sentence that only names one's trade is often taken for.
NOT_ASKED_BY_A_TRADE = ("ask_namur", "ask_police", "ask_returnee", "ask_minor", "ask_caprev", "other_language")
# A sure reading of these stays against such answers.
ABROAD = ("service/fr-", "service/lu-", "service/nl-", "service/uk-", "service/ca-", "service/vl-", "service/bxl-")
KEEPS = {
    "ask_police": ("service/",), "ask_confidentiality": ("service/",), "ask_caprev": ("service/",),
    "ask_green_number": (*ABROAD, "service/namur-", "service/tele-"), "ask_returnee": ABROAD,
    "ask_namur_": ("service/", "ask_confidentiality/", "ask_hate", "ask_caprev/"),
}  # fmt: skip
FOR_THE_MATTER = {
    "service/caprev-0800", "service/cimede-prevention", "service/equipes-mobiles", "service/contenu-en-ligne",
}  # fmt: skip
# Readings that say nothing of what a worker wants.
NOTHING_READ = {"out_of_scope", "nlu_fallback", "other_language", "greet"}
REFERRAL_BY_SECTOR = {f"ask_referral/{s}" for s in ("school", "youth", "health", "cpas", "prison", "sport", "town")}
# Answers of which a list of services was given.
LISTS = "ask_referral"
TRAINING, PRICE_OF_A_TRAINING = "ask_training", "ask_training/cost"


def service_asked(world: World, turn: Turn) -> str | None:
    """An answer id, « aspect:service+service », REFERRAL_AGAIN, or None."""
    if not turn.text or danger_is_near(turn) or _is_an_act(turn):
        return None
    if turn.form_is_active:  # what is short there answers the form
        return _by_meaning(world, turn)
    return (
        _aspect(world, turn) or _aspect_of_caprev(world, turn) or _light_on_the_referral(world, turn)
        or _in_a_question(world, turn) or _by_meaning(world, turn) or _by_name(world, turn)
        or _only_their_work(world, turn) or _whom_for_a_worker(world, turn)
    )  # fmt: skip


def _is_an_act(turn: Turn) -> bool:
    return turn.intent == "ask" or turn.intent.startswith(ACTS)


def _aspect(world: World, turn: Turn) -> str | None:
    """« et leurs heures ? » after a service, or after a list of them."""
    if len(turn.text.split()) > LONGEST_ASPECT or world.directory.find(turn.text):
        return None
    if turn.intent in NO_ASPECT and turn.confidence >= SURE:
        return None  # « je peux parler à quelqu’un là maintenant ? » after the 103
    if world.needs.asks_whom(turn.text):
        return None  # « à qui je m’adresse en premier ? » asks for no address
    aspect = world.aspects.asked(turn.text)
    if aspect == "cost" and str(turn.slot("last_answer") or "").startswith(TRAINING):
        return PRICE_OF_A_TRAINING  # the call is free, of a training no price is known
    services = _spoken_of(world, turn) if aspect else []
    if aspect in world.aspects.of_caprev and set(services) <= world.aspects.by_the_green_number:
        return None  # asked of the green number
    return f"{aspect}:{'+'.join(services)}" if services else None


def _aspect_of_caprev(world: World, turn: Turn) -> str | None:
    """« ça ouvre à quelle heure votre CAPREV », « je peux leur téléphoner maintenant ? » after an answer about it."""
    aspect = world.aspects.asked(turn.text)
    answer = world.aspects.of_caprev.get(aspect or "")
    if answer is None or len(turn.text.split()) > (LONGEST_IF_OPEN if aspect == "open" else LONGEST_LIGHT):
        return None
    if turn.intent in NO_ASPECT and turn.confidence >= SURE:
        return None
    named = {found.id for found in world.directory.find(turn.text)}
    last = world.content.answers.get(str(turn.slot("last_answer") or ""))
    of_the_number = last is not None and world.aspects.service_of(last) in {*world.aspects.by_the_green_number, None}
    asks = turn.asks or OPENS in plain(turn.text)
    return answer if named == {CAPREV} or (asks and not named and of_the_number) else None


def _spoken_of(world: World, turn: Turn) -> list[str]:
    last = world.content.answers.get(str(turn.slot("last_answer") or ""))
    if last is None:
        return []
    if last.id.startswith(LISTS) and turn.slot("referral"):
        return world.aspects.listed(world.referral.steps_for(turn.slot("referral")))
    if last.id.split("/")[0] in world.aspects.named_by_the_way and _is_of_the_number(turn):
        return []
    service = world.aspects.service_of(last)
    # Of CAPREV there is an answer to each of these.
    return [service] if service and service != "caprev-0800" else []


def _is_of_the_number(turn: Turn) -> bool:
    return turn.intent == "ask_green_number" and turn.confidence >= FAIRLY_SURE


def _light_on_the_referral(world: World, turn: Turn) -> str | None:
    """« et à Dinant c’est pareil ? » once the steps were given."""
    known = turn.slot("referral") or {}
    last, said = str(turn.slot("last_answer") or ""), plain(turn.text)
    given = (turn.slot("given") or {}).get("referral") or last in REFERRAL_BY_SECTOR
    if not given or len(turn.text.split()) > LONGEST_LIGHT:
        return None
    if not (last.startswith(LISTS) or said.startswith(("et ", "si "))):
        return None
    if turn.intent.startswith("ask_namur") and turn.confidence >= FAIRLY_SURE:
        return None  # « et à la Ville, il y a quelqu’un pour ça ? »
    read = world.referral.read(turn.text)
    news = {name for name in ("age", "place", "place_name") if read.get(name, known.get(name)) != known.get(name)}
    return REFERRAL_AGAIN if news and not _asks_for_another(world, turn) else None


def _whom_for_a_worker(world: World, turn: Turn) -> str | None:
    """« son frère a 21 ans, vers qui pour lui ? », « je cherche un service pour Bruxelles »: said by a worker."""
    context = context_of(world, turn)
    if context.get("speaker") != "professional":
        return None
    if len(turn.text.split()) > LONGEST_CASE:
        asks = any(world.needs.asks_whom(question) for question in _questions(turn.text))
        return REFERRAL_AGAIN if asks and turn.confidence <= SURE else None
    told = world.words.context_in(turn.text)
    short = len(turn.text.split()) <= LONGEST_LIGHT and turn.intent in NOTHING_READ
    if short and "lives" in told and not load_own_job().told_in(turn.text):
        return REFERRAL_AGAIN
    asks = world.needs.asks_whom(turn.text)
    return REFERRAL_AGAIN if asks and (turn.intent in NOTHING_READ or turn.confidence <= SURE) else None


def _asks_for_another(world: World, turn: Turn) -> bool:
    """A service by its name is that service, in whatever place."""
    return any(s.country is None and s.id != CAPREV for s in _exactly_named(world, turn.text))


def _exactly_named(world: World, text: str) -> list[Service]:
    said = f" {only_words(text)} "
    return [s for s in world.directory.find(text) if any(f" {only_words(n)} " in said for n in s.all_names)]


def _by_meaning(world: World, turn: Turn) -> str | None:
    last = str(turn.slot("last_answer") or "")
    firmly = turn.intent in STORIES
    for piece in _pieces(turn.text):
        asked = world.needs.asked_for(piece, last, firmly=firmly or piece != turn.text)
        if asked and _may_be_overruled(world, turn, asked):
            return asked
    return None


def _pieces(text: str) -> list[str]:
    """The whole of a short message; of a long one its questions, each with the question mark it had."""
    if len(text.split()) <= LONGEST_QUESTION:
        return [text]
    return [f"{question}?" for question in _questions(text) if len(question.split()) <= LONGEST_QUESTION]


def _questions(text: str) -> list[str]:
    """Its sentences that end with a question mark, without it."""
    said = text.replace(" ?", "?").replace("\u00a0?", "?")
    return [sentence for sentence in sentences(text) if f"{sentence}?" in said]


def _may_be_overruled(world: World, turn: Turn, asked: str) -> bool:
    if asked.split("/")[0] == turn.intent or turn.intent in STORIES:
        return True
    if turn.intent == "ask_referral" and asked.startswith("service/"):
        return _is_no_referral(world, turn, asked)
    if turn.confidence <= SURE:
        return True
    if turn.intent == "out_of_scope":
        return len(turn.text.split()) <= LONGEST_SAID_BY_THE_WAY
    kept = [answers for intent, answers in KEEPS.items() if turn.intent.startswith(intent)]
    return turn.intent.startswith(GIVES_WAY) and not any(asked.startswith(answers) for answers in kept)


def _is_no_referral(world: World, turn: Turn, asked: str) -> bool:
    """« vers qui orienter… » takes the place into account itself, and goes first when the matter is named."""
    if asked in FOR_THE_MATTER:
        return True
    goes_elsewhere = asked.startswith(ABROAD) and "orient" in plain(turn.text)
    return not goes_elsewhere and not world.needs.speaks_of_the_matter(turn.text)


def _in_a_question(world: World, turn: Turn) -> str | None:
    """« Et le CiMéDé, c’est pour nous ? J’ai vu une affiche… »: named in a question of its own, of a message that is
    not surely read."""
    if turn.confidence >= FAIRLY_SURE or not turn.intent.startswith(GIVES_WAY):
        return None
    return next((named for question in _questions(turn.text) if (named := _named_in(world, question))), None)


def _by_name(world: World, turn: Turn) -> str | None:
    """« vous avez le numéro de Child Focus pour un patient ? »: a worker asks for it, and is not from there."""
    rest = load_own_job().besides(turn.text)
    if rest == turn.text.strip(" ?!.") or context_of(world, turn).get("speaker") != "professional":
        return None
    return _named_in(world, rest) if turn.asks and turn.intent.startswith(GIVES_WAY) else None


def _named_in(world: World, question: str) -> str | None:
    named = [s for s in _exactly_named(world, question) if s.id not in (CAPREV, "be-101", "be-112")]
    return f"service/{named[0].id}" if named and len(question.split()) <= LONGEST_LIGHT else None


def _only_their_work(world: World, turn: Turn) -> str | None:
    """« salut, je bosse dans une maison de quartier »: what that is they know."""
    job = load_own_job()
    tells = job.told_in(turn.text) and not job.besides(turn.text) and not turn.asks
    return "opening/professional" if tells and turn.intent.startswith(NOT_ASKED_BY_A_TRADE) else None
