"""What a message means by who writes it: a worker who tells a case wants to know where to refer, who tells of people
targeted how they are protected. Called by respond and waiting."""

from __future__ import annotations

from dataclasses import replace

from actions.memory import context_of
from actions.not_meant import DUTY, FIRST_PERSON
from actions.turn import Turn
from actions.world import World
from casework.own_job import load_own_job
from casework.text import sentences

NOT_UNDERSTOOD = {"nlu_fallback", "out_of_scope"}
FEWEST_OF_A_CASE = 8  # words
SURE_OF_THEMSELVES = 0.8
OF_THE_NUMBER, NOT_ANSWERED = "ask_green_number", "ask_green_number/outside_hours"
SHUT_OUT, WITNESS = "ask_referral/shut_out", "ask_hate/witness"
LONGEST_ABOUT_SHUTTING_OUT = 20  # words; a longer message tells a case
# What only says « more of the story ».
MORE_OF_IT = ("follow/more_told", "follow/no_ready_answer", "describe_concern", "nlu_fallback", "out_of_scope")
# Said to a relative, or to nobody in particular: « il refuse de faire équipe avec elle à cause de son foulard »
OF_HATE_AT_ALL = {"ask_hate", "ask_hate/my_child"}
FOR_RELATIVES = "ask_caprev/for_whom"  # whom a relative can turn to
# « on me dit que je suis OBLIGÉE de signaler, c’est vrai ? » asks for the law, and not where to refer.
REFERRALS, OF_THE_LAW = {"start_referral", "ask_referral"}, "ask_police"


def as_who_writes(world: World, turn: Turn) -> Turn:
    """What is not understood is still about coming back, from somebody who does; a worker who tells a case wants to
    know where to refer."""
    if turn.intent == "ask_capabilities" and turn.confidence < SURE_OF_THEMSELVES and is_of_the_machine(world, turn):
        return replace(turn, intent="bot_challenge")
    if turn.intent == "self_concern" and _speaks_of_another(world, turn):
        return replace(turn, intent="describe_concern")
    if turn.intent == "describe_concern" and not turn.slot("given") and _is_a_workers_case(world, turn):
        return replace(turn, intent="start_referral")
    if turn.intent in REFERRALS and world.needs.asked_for(turn.text) == DUTY:
        return replace(turn, intent=OF_THE_LAW)
    if turn.intent not in NOT_UNDERSTOOD:
        return turn
    context = context_of(world, turn)
    if context.get("returned") == "yes" and context.get("speaker") == "self":
        return replace(turn, intent="ask_returnee")
    tells = len(turn.text.split()) >= FEWEST_OF_A_CASE and not str(turn.slot("last_answer")).startswith("ask_referral")
    case = world.words.meaning("speaker", turn.text) == "professional" and context.get("minor")
    tells = tells and world.needs.asked_for(turn.text) is None
    return replace(turn, intent="start_referral") if tells and case else turn


def asks_whether_to_shut_out(world: World, turn: Turn) -> bool:
    """« et je le vire ou pas », « je l’exclus de l’équipe ? », from a coach, a teacher, a boss: that very question is
    answered, whatever the model chose."""
    few = 0 < len(turn.text.split()) <= LONGEST_ABOUT_SHUTTING_OUT
    worker = few and context_of(world, turn).get("speaker") == "professional"
    return worker and world.needs.asked_for(turn.text) == SHUT_OUT


def asks_where_to_refer(world: World, turn: Turn) -> bool:
    """« infi à domicile, je passe 2x/jour chez une dame… je m’adresse à qui pour ça ? »: whatever a worker tells before
    it, that is the question; save where it names what a service does."""
    if len(turn.text.split()) < FEWEST_OF_A_CASE or context_of(world, turn).get("speaker") != "professional":
        return False
    last = sentences(turn.text)[-1:]
    return any(world.needs.asks_whom(said) and world.needs.asked_for(said) is None for said in last)


def nobody_picked_up(world: World, turn: Turn) -> bool:
    """« j’ai téléphoné hier, personne n’a décroché », where no request was made: of the number, not of a request."""
    follows = turn.intent == "request_follow_up" and bool(turn.text) and not turn.slot("contact_reference")
    return follows and world.needs.asked_for(turn.text) == NOT_ANSWERED


def told_by_a_worker(world: World, turn: Turn, answer: str) -> str:
    """« y a 2 filles marocaines dans la classe, il les traite de rats »: not « merci, cela aide à mieux voir », but
    what protects who is targeted."""
    more = answer.startswith(MORE_OF_IT) or answer in OF_HATE_AT_ALL
    if not more or not turn.text or turn.asks:
        return answer
    worker = context_of(world, turn).get("speaker") == "professional"
    return WITNESS if worker and world.needs.tells_of_people_targeted(turn.text) else answer


def is_a_relative(world: World, turn: Turn) -> bool:
    """« pour mon frère, vers qui me tourner ? »: no sector is asked of them, unless they tap the button."""
    return bool(turn.text) and context_of(world, turn).get("speaker") == "relative"


def is_of_the_machine(world: World, turn: Turn) -> bool:
    """« je sais pas si ça sert à quelque chose de raconter ma vie à un robot »"""
    return bool(turn.text) and world.words.meaning("of_the_machine", turn.text) is not None


def _is_a_workers_case(world: World, turn: Turn) -> bool:
    """« éducateur en AMO ici. un jeune qui… », as the first words of a talk; not « inspecteur, mais à titre privé »."""
    works = load_own_job().told_in(turn.text) and not context_of(world, turn).get("private")
    return len(turn.text.split()) >= FEWEST_OF_A_CASE and bool(works)


def _speaks_of_another(world: World, turn: Turn) -> bool:
    """« c’est pas ça, juste il les déteste », from a relative: hardly about themselves."""
    is_relative = (turn.slot("context") or {}).get("speaker") in {"relative", "professional"}
    of_themselves = world.words.meaning("speaker", turn.text) == "self" or FIRST_PERSON.search(turn.text)
    return is_relative and not of_themselves and turn.confidence < SURE_OF_THEMSELVES
