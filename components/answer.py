"""What the channel hands out for a turn, read from the turn's events: the same for a repeat as for the first time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

import casework
from casework import alarm_state
from casework.replies import Button, ContactCard, Reply
from components.printed import printed_parse
from components.talk_in_rasa import ALARM_STANDS, URGENT

PRINTED_INTENTS = Path(casework.__file__).parent / "data" / "intents.yml"

Events = list[dict[str, Any]]
# Below this confidence a reading is doubtful; who asks for help to do harm is named so however it is answered.
SURE, FAIRLY_SURE = 0.6, 0.9
CERTAIN = 0.95
DENIED = "denied_told"  # among what was said (actions/denial.py)
LOUD = 0.9  # the probability of danger from which nothing was answered calmly
KEPT = {"harmful_request"}
# What is answered to these, while an alarm stands: nobody is safe, and nobody has called.
WITHOUT_HELP = {"after_not_safe", "after_other_not_safe", "after_cannot_call", "after_call_for_me"}
MORE_IN_DANGER, OF_THE_ALARM = {"after_more", "after_age"}, "after_ask_"  # answers
OF_THE_MACHINE = {"bot_challenge", "ask_confidentiality", "ask_capabilities"}
OF_THE_REQUEST = "contact_"  # slots
LEAVE, REQUEST, THANKED = "goodbye", "request_contact", "thank"
# « y a quelqu’un à qui causer la nuit ? » asks for somebody, and is answered with the lines that are open.
SOMEBODY_AT_ANY_HOUR = "ask_green_number/outside_hours"
CHANGE, CHANGING, ERASING, FOLLOW = "withdraw_request", "changing", "erase_my_data", "request_follow_up"
TOLD, FAIRLY_TOLD, HARDLY_TOLD, OF_SIGNS = "describe_concern", 0.5, 0.8, "ask_signs"
# « pour mon frero », « disons Assesse », « passer »: no such thing is meant by what answers the form.
FOREIGN_TO_THE_FORM = {"out_of_scope", "harmful_request", "other_language", "insult"}
SUBJECTS = ("ask_", "describe_concern", "self_concern", "talk_to_human", "bot_challenge", LEAVE)
WITHOUT_NAMING = "ask_referral/without_naming"  # a neighbour may ask for that, too
# « le CAPREV rouvre quand ? »: the number is the service's, and the answer tells which of them is asked about.
NUMBER_OR_SERVICE = {"ask_caprev", "ask_green_number"}
# What speaks for an intent beside how sure it was heard: an answer about it that the words ask for, the answer given
# (chosen on conversations that no model had seen, docs/understanding.md).
ASKED, GIVEN = 0.4, 0.35


@lru_cache(maxsize=1)
def load_printed_intents(path: Path = PRINTED_INTENTS) -> dict[str, str]:
    """Internal name -> printed name; empty when there is no such file."""
    if not path.exists():
        return {}
    data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {str(name): str(printed) for name, printed in data.get("printed", {}).items()}


@lru_cache(maxsize=1)
def load_answered_as(path: Path = PRINTED_INTENTS) -> dict[str, str]:
    """Answer id -> printed intent, for the answers whose name does not tell it."""
    data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {str(answer): str(name) for answer, name in data.get("answered_as", {}).items()}


def answer_of(events: Events, printed: Mapping[str, str]) -> dict[str, Any]:
    """`{"replies", "directives", "parse"}` of one turn's stored events."""
    messages = [message_of(event) for event in events if event["event"] == "bot"]
    return {
        "replies": [reply.to_json() for message in messages if (reply := reply_of(message))],
        "directives": [message["custom"]["directive"] for message in messages if _has(message, "directive")],
        "parse": _parse_of(events, printed),
    }


def message_of(event: dict[str, Any]) -> dict[str, Any]:
    """A stored `bot` event in the form in which Rasa hands messages to an output channel."""
    return {**event.get("data", {}), "text": event.get("text")}


def reply_of(message: dict[str, Any]) -> Reply | None:
    """One bubble, whole; None for a message that says nothing (a directive)."""
    contact = ContactCard(**message["custom"]["contact"]) if _has(message, "contact") else None
    text = message.get("text") or (contact.name if contact else "")
    if not text:
        return None
    buttons = tuple(Button(b["title"], b["payload"]) for b in message.get("buttons") or () if b.get("payload"))
    return Reply(text, buttons, contact)


def _has(message: dict[str, Any], key: str) -> bool:
    custom = message.get("custom")
    return isinstance(custom, dict) and bool(custom.get(key))


def _parse_of(events: Events, printed: Mapping[str, str]) -> dict[str, Any]:
    """As `bot parse` prints it, save that of a doubtful message the answer it got tells what it was taken for."""
    user: dict[str, Any] = next((event for event in events if event["event"] == "user"), {})
    parse_data = user.get("parse_data", {})
    if _asks_about_danger(events) or (_is_answered_calmly(events) and not _is_loud(parse_data)):
        parse_data = _as_unsure(parse_data)
    elif (
        _danger_is_denied(events)
        or (_ends_the_alarm(events) and not _is_loud(parse_data))
        or _pauses_the_request(events)
        or (_fills_the_request(events) and _last_slot(events, "urgent") is None)
    ):
        parse_data = _as_calm(parse_data, {"unsure", "urgent"})
    if _help_is_not_on_its_way(events, parse_data) or _tells_more_of_the_danger(events, parse_data):
        parse_data = _as_urgent(parse_data, str(_kind_that_stands(events, parse_data)))
    elif _asks_about_safety(events) or _alarm_goes_on(events, parse_data):
        parse_data = _at_least_unsure(parse_data)
    parse = printed_parse(parse_data, printed) | {"text": user.get("text")}
    taken = _taken_for(events)
    is_typed = not str(user.get("text") or "").startswith("/")
    if taken and is_typed and _is_told_by_its_answer(taken, parse, parse_data, events):
        return parse | {"intent": taken}
    if is_typed and (rather := _rather_than_a_tale(events, parse)):
        return parse | {"intent": rather}
    return parse | {"intent": "ask_support_for_me"} if _is_perhaps_about_dying(parse) else parse


def _rather_than_a_tale(events: Events, parse: Mapping[str, Any]) -> str | None:
    """What is hardly a tale, by its answer: « bonjour, je suis imam à Namur » is asked what for « Où orienter », « bah
    tant pis. merci encore et bonne journée, même si vous êtes une machine » is thanked."""
    if parse["intent"] != TOLD or parse["confidence"] >= HARDLY_TOLD:
        return None
    if _last_slot(events, "referral"):
        return "ask_referral"
    return THANKED if _subject_answered(events) == THANKED else None


def _is_told_by_its_answer(taken: str, parse: Mapping[str, Any], read: Mapping[str, Any], events: Events) -> bool:
    """What a message was taken for is what it is printed as, where its words alone do not tell."""
    if taken == OF_SIGNS and _tells(parse):
        return False
    if taken in (LEAVE, ERASING) or _speaks_more_for(taken, parse, read, str(_last_slot(events, "last_answer") or "")):
        return True
    if str(_last_slot(events, "last_answer")).startswith(OF_THE_ALARM) and parse["confidence"] < CERTAIN:
        return not _is_kept(parse)
    if taken == CHANGE:
        return not _is_kept(parse)
    if taken == FOLLOW:
        return not _is_kept(parse) and parse["intent"] not in (CHANGE, ERASING, REQUEST)
    if taken == REQUEST and (parse["intent"] in FOREIGN_TO_THE_FORM or _begins_the_request(parse, events)):
        return True
    return _subject_answered(events) == "child" and parse["confidence"] < FAIRLY_SURE and not _is_kept(parse)


def _begins_the_request(parse: Mapping[str, Any], events: Events) -> bool:
    """A tale that ends with « je voudrais bien que quelqu’un du CAPREV me téléphone »; « on reprend la demande »."""
    begins = any(e["event"] == "active_loop" and e.get("name") for e in events)
    return begins and parse["intent"] in (TOLD, CHANGE)


def _tells(parse: Mapping[str, Any]) -> bool:
    """« il a 16 ans », whatever that is answered with."""
    return parse["intent"] == TOLD and parse["confidence"] >= FAIRLY_TOLD and "?" not in str(parse.get("text") or "")


def _speaks_more_for(taken: str, parse: Mapping[str, Any], read: Mapping[str, Any], answer: str) -> bool:
    """More speaks for what the answer is about than for what the words were read as: how sure each was, the answers
    that the words ask for, as learned (components/answer_reader.py), and that this answer was given."""
    printed = parse["intent"].split("/")[0]
    if _is_kept(parse) or taken == printed:
        return False
    if answer.split("/")[0] == printed or {taken, printed} == NUMBER_OR_SERVICE:
        return True  # a part of that very intent which tells of another: the cost of the call is the number's
    sure = sum(heard["confidence"] for heard in read.get("guessed") or () if _subject(heard["name"]) == taken)
    return bool(sure + GIVEN + ASKED * _asked(taken, read) > parse["confidence"] + ASKED * _asked(printed, read))


def _asked(intent: str, read: Mapping[str, Any]) -> float:
    return float(sum(heard["confidence"] for heard in read.get("asked") or () if _intent_of(heard["name"]) == intent))


def _asks_about_danger(events: Events) -> bool:
    """In a calm talk an alarm that is not loud becomes a question (actions/alarm.py)."""
    return bool(_last_slot(events, "awaiting") == "danger_check")


def _asks_about_safety(events: Events) -> bool:
    """« Êtes-vous en sécurité ? » stands: the alarm goes on, however calm these words are by themselves."""
    return bool(_last_slot(events, "awaiting") == "safety")


def _ends_the_alarm(events: Events) -> bool:
    """« la police a rappelé, fausse alerte : les bonbonnes, c’est pour le souper »: no danger, whatever is named."""
    left = [event.get("value") for event in events if event["event"] == "slot" and event.get("name") == URGENT]
    return any(not urgent or urgent.get("over") for urgent in left)


def _alarm_goes_on(events: Events, parse: Mapping[str, Any]) -> bool:
    """« elle appelle le 112 », of level `none` by itself: somebody was in danger, and nobody says that it is over."""
    return bool(parse.get(ALARM_STANDS)) and not _ends_the_alarm(events)


def _tells_more_of_the_danger(events: Events, parse: Mapping[str, Any]) -> bool:
    """« ils ont 4 et 7 ans, ma fille est effondrée », after a departure was told, and nothing is asked."""
    tells = not str(parse.get("text") or "").rstrip().endswith("?")
    return bool(_kind_that_stands(events, parse)) and tells and _last_slot(events, "last_answer") in MORE_IN_DANGER


def _kind_that_stands(events: Events, parse: Mapping[str, Any]) -> str | None:
    """Of an alarm that stood before, or one that was faint and is believed now."""
    urgent = _last_slot(events, URGENT)
    return parse.get(ALARM_STANDS) or (urgent["kind"] if alarm_state.stands(urgent) else None)


def _help_is_not_on_its_way(events: Events, parse: Mapping[str, Any]) -> bool:
    """« j’ose pas appeler », « vous pouvez le faire, vous ? »: as urgent as what was told before; « et toi, t’es une
    IA ? » is not, whatever it is answered with."""
    of_the_machine = (parse.get("intent") or {}).get("name") in OF_THE_MACHINE
    return bool(parse.get(ALARM_STANDS)) and not of_the_machine and _last_slot(events, "last_answer") in WITHOUT_HELP


def _is_answered_calmly(events: Events) -> bool:
    """No alarm was raised, gone on with or ended: what was said got a calm answer, and the numbers under it."""
    calm = (*SUBJECTS, "follow", "child", "manners")
    return _subject_answered(events).startswith(calm) and _last_slot(events, "urgent") is None


def _subject_answered(events: Events) -> str:
    """What stands before the slash of the answer given; empty where none was."""
    return str(_last_slot(events, "last_answer") or "").split("/")[0]


def _danger_is_denied(events: Events) -> bool:
    """« nan il a jamais dit qu’il voulait mourir »: nothing else was answered than that."""
    counts = _last_slot(events, "given")
    counted = isinstance(counts, dict) and DENIED in counts
    return counted and _last_slot(events, "last_answer") is None and _last_slot(events, URGENT) is None


def _is_loud(parse: Mapping[str, Any]) -> bool:
    """What rings by itself, in an alarm that is open already."""
    return float((parse.get("urgency") or {}).get("score") or 0.0) >= LOUD


def _last_slot(events: Events, name: str) -> Any:
    values = [e.get("value") for e in events if e["event"] == "slot" and e.get("name") == name]
    return values[-1] if values else None


def _fills_the_request(events: Events) -> bool:
    """What was said answered the form of the contact request."""
    return any(
        e["event"] == "slot" and str(e.get("name")).startswith(OF_THE_REQUEST) and e.get("value") is not None
        for e in events
        if e.get("name") != "contact_tries"
    )


def _pauses_the_request(events: Events) -> bool:
    """« pause, on sonne à ma porte »: set aside, and no alarm was raised or gone on with."""
    named = {e.get("name") for e in events if e["event"] == "slot" and e.get("value") is not None}
    return "paused_form" in named and not named & {"urgent", "last_answer"}


def _as_calm(parse: dict[str, Any], doubted: set[str]) -> dict[str, Any]:
    """A doubt of the learned model about words that the form took for an answer was none."""
    urgency = parse.get("urgency") or {}
    if urgency.get("level") not in doubted:
        return parse
    calm = {"name": parse.get("calm_intent"), "confidence": parse.get("calm_confidence") or 0.0}
    intent = calm if urgency["level"] == "urgent" else parse.get("intent")
    return {**parse, "intent": intent, "urgency": {**urgency, "level": "none"}}


def _as_unsure(parse: dict[str, Any]) -> dict[str, Any]:
    """A parse of level `urgent` as that of the question which was asked instead; any other as it is."""
    urgency = parse.get("urgency") or {}
    if urgency.get("level") != "urgent":
        return parse
    asked = {"name": "check_urgency", "confidence": urgency.get("score") or 0.0}
    return {**parse, "urgency": {**urgency, "level": "unsure"}, "intent": asked}


def _as_urgent(parse: dict[str, Any], kind: str) -> dict[str, Any]:
    urgency = parse.get("urgency") or {}
    intent = {"name": f"urgent_{kind}", "confidence": FAIRLY_SURE}
    return {**parse, "intent": intent, "urgency": {**urgency, "level": "urgent", "kind": kind}}


def _at_least_unsure(parse: dict[str, Any]) -> dict[str, Any]:
    """« c’est mon fils, je ne peux pas faire ça », of level `none` by itself, while somebody is in danger."""
    urgency = parse.get("urgency") or {}
    return {**parse, "urgency": {**urgency, "level": "unsure"}} if urgency.get("level") == "none" else parse


def _is_perhaps_about_dying(parse: Mapping[str, Any]) -> bool:
    """« j’en peux plus, il me pourrit la vie », of which no calm reading is sure: one’s own distress."""
    urgency = parse.get("urgency") or {}
    return urgency.get("level") == "unsure" and urgency.get("kind") == "suicide" and bool(parse["confidence"] < SURE)


def _is_kept(parse: Mapping[str, Any]) -> bool:
    return (parse.get("urgency") or {}).get("level") == "urgent" or parse["intent"] in KEPT


def _taken_for(events: Events) -> str | None:
    """The printed intent of the turn's answer; None when the answer tells none."""
    loops = [event.get("name") for event in events if event["event"] == "active_loop"]
    if any(loops) and loops[0]:  # a form that only comes back after its question was answered is not asked for
        return REQUEST
    if _last_slot(events, CHANGING):  # of a request that was sent
        return CHANGE
    if _last_slot(events, "awaiting") == "reference":  # « et avec mon numéro vous savez pas la retrouver ? »
        return FOLLOW
    if _last_slot(events, "awaiting") == "erase":  # « voulez-vous tout effacer ? » was asked
        return ERASING
    answer = str(_last_slot(events, "last_answer") or "")
    if not answer and _fills_the_request(events):
        return REQUEST
    if not answer and _last_slot(events, "guidance") == []:  # « Faire le point » begins
        return "describe_concern"
    if answer == SOMEBODY_AT_ANY_HOUR:
        return None
    if answer == WITHOUT_NAMING and (_last_slot(events, "context") or {}).get("speaker") != "professional":
        return "ask_confidentiality"
    return _intent_of(answer)


def _subject(intent: str) -> str:
    return load_printed_intents().get(intent, intent).split("/")[0]


def _intent_of(answer: str) -> str | None:
    """The printed intent of an answer; None where it tells none."""
    subject = answer.split("/")[0]
    return load_answered_as().get(answer) or (subject if subject.startswith(SUBJECTS) else None)
