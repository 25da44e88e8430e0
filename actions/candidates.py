"""The answers that a calm message may ask for, and what speaks for each: what the learned parts heard, what our rules
propose, what was just spoken of. Weighed by casework/answer_choice.py. Called by choice."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from actions.answer import part_asked
from actions.memory import context_of
from actions.not_meant import REFERRAL, is_not_meant
from actions.turn import Turn
from actions.world import World
from casework.answer_choice import Reasons
from casework.asked import subject_of
from casework.own_job import load_own_job

STORIES = ("describe_concern", "self_concern")
IN_A_TALK = ("follow/", "manners/back", "manners/remember")
OF_A_REQUEST = "request/"
GIVEN_JUST_NOW = "given_just_now"  # a reason
# Kinds of answers that no intent stands for.
OF_NO_INTENT = {"follow", "manners", "service", "request", "returned", "child", "opening"}
# Answers that no question was written for: the learned choice never hears them.
NOT_LEARNED = {
    "affirm", "deny", "follow/carry_on", "follow/no_ready_answer", "greet", "greet/back", "greet/there", "noted",
    "one_word", "opening/professional", "opening/relative", "opening/teen", "opening/told", "out_of_scope",
    "thank/more",
}  # fmt: skip
FEWEST_OF_A_TALE = 5  # words
READINGS = 4  # intents whose own answer is a candidate
FLOOR_OF_ANSWERS, FLOOR_OF_INTENTS, FLOOR_OF_FOLLOW_UPS = 0.01, 0.02, 0.05  # no probability is taken for less
UNLIKELY_SUBJECT, ASKED_ALL_THE_SAME = 0.03, 0.25
USUAL_LENGTH = 10  # words


@dataclass(frozen=True)
class Proposal:
    """What our rules answer, and which of them found it (reading.SOURCES, or the intent alone)."""

    answer: str
    source: str

    @property
    def answer_id(self) -> str:
        """The answer of the content that it amounts to: « hours:saj-namur » speaks of that service."""
        if self.answer.startswith("referral:"):
            return REFERRAL
        aspect, of_a_service, services = self.answer.partition(":")
        return f"service/{services.split('+')[0]}" if of_a_service else aspect


def candidates(world: World, turn: Turn, proposal: Proposal) -> dict[str, Reasons]:
    """Answer id -> what speaks for it; the proposal is always among them."""
    heard = _Heard(world, turn)
    others = [answer for answer in heard.answers() if not heard.is_strange(answer)]
    found = [proposal.answer_id, *(answer for answer in others if _may_be_given(world, turn, answer))]
    return {answer: heard.reasons(answer, proposal) for answer in dict.fromkeys(found)}


def _may_be_given(world: World, turn: Turn, answer: str) -> bool:
    """Of what is plainly said; no story in three words, of a request only beside one."""
    if answer.startswith("child/") or is_not_meant(world, turn, answer):
        return False
    if answer.startswith(STORIES) and (len(turn.text.split()) < FEWEST_OF_A_TALE or only_says_who(turn)):
        return False
    if answer.startswith(OF_A_REQUEST) and not _has_a_request(turn):
        return False
    return fits_the_talk(world, turn, answer)


def only_says_who(turn: Turn) -> bool:
    """« bonjour. je suis imam dans une petite mosquée à Namur. », the first words of a talk."""
    job = load_own_job()
    return not turn.slot("given") and bool(job.told_in(turn.text)) and not job.besides(turn.text)


def fits_the_talk(world: World, turn: Turn, answer: str) -> bool:
    """Known to the content; no remark about a talk that has not begun, and of coming back only to who does."""
    if answer not in world.content.answers:
        return False
    if answer.startswith("returned/"):
        return context_of(world, turn).get("returned") == "yes"
    return bool(turn.slot("given")) or not answer.startswith(IN_A_TALK)


def _has_a_request(turn: Turn) -> bool:
    spoken_of = str(turn.slot("last_answer") or "").startswith((OF_A_REQUEST, "request_"))
    return bool(turn.slot("paused_form") or turn.slot("contact_reference") or spoken_of)


class _Heard:
    """What the learned parts heard in one message, by answer."""

    def __init__(self, world: World, turn: Turn) -> None:
        self._world, self._turn = world, turn
        self._last = str(turn.slot("last_answer") or "")
        self._asked = {str(e["name"]): float(e["confidence"]) for e in turn.parse.get("asked") or ()}
        self._subjects: defaultdict[str, float] = defaultdict(float)
        ranked = turn.parse.get("intent_ranking") or [{"name": turn.intent, "confidence": turn.confidence}]
        for entry in ranked:
            self._subjects[subject_of(str(entry["name"]))] += float(entry["confidence"])
        self._of_intents = list(dict.fromkeys(self._part(str(entry["name"])) for entry in ranked[:READINGS]))
        self._within = {
            subject: (str(best["name"]), float(best["confidence"]))
            for subject, best in (turn.parse.get("asked_within") or {}).items()
        }
        self._follow_up, self._follow_up_sure = self._goes_on()
        self._buttons = self._ways_on()

    def answers(self) -> Iterable[str]:
        yield from self._asked
        if self._follow_up:
            yield self._follow_up
        yield from self._of_intents
        yield from (name for name, _ in self._within.values())

    def is_strange(self, answer: str) -> bool:
        """Of a subject that the intents find unlikely, and hardly asked for itself."""
        subject = subject_of(answer)
        unlikely = subject not in OF_NO_INTENT and self._subjects[subject] < UNLIKELY_SUBJECT
        return unlikely and answer != self._follow_up and self._asked.get(answer, 0.0) < ASKED_ALL_THE_SAME

    def reasons(self, answer: str, proposal: Proposal) -> Reasons:
        subject = subject_of(answer)
        return {
            **self._of_the_models(answer, subject),
            **self._of_the_talk(answer, subject),
            **self._of_its_kind(answer, subject),
            **({f"proposed_by_{proposal.source}": 1.0} if answer == proposal.answer_id else {}),
        }

    def _of_the_models(self, answer: str, subject: str) -> Reasons:
        said: dict[str, float] = {"not_learned": 1.0}
        if answer not in NOT_LEARNED:
            said = {"asked": math.log(self._asked.get(answer, 0.0) + FLOOR_OF_ANSWERS)}
        if answer == next(iter(self._asked), None):
            said["asked_first"] = 1.0
        if subject in OF_NO_INTENT:
            said["no_intent"] = 1.0
            said["no_intent_though_sure"] = max(self._subjects.values(), default=0.0)
        else:
            said["intent"] = math.log(self._subjects[subject] + FLOOR_OF_INTENTS)
            said["surely_of_the_intent"] = max(0.0, self._subjects[subject] - 0.8) * 5
        if answer == self._follow_up:
            said["follow_up"] = math.log(self._follow_up_sure + FLOOR_OF_FOLLOW_UPS)
        best, share = self._within.get(subject, ("", 0.0))
        if answer == best:
            said["best_of_its_subject"] = share
        if answer in self._of_intents:
            said["of_an_intent"] = 1.0
            said["of_its_words"] = float("/" in answer)
        return said

    def _of_the_talk(self, answer: str, subject: str) -> Reasons:
        said: dict[str, float] = {}
        if answer == self._last:
            said[GIVEN_JUST_NOW] = 1.0
        elif self._last and subject == subject_of(self._last):
            said["subject_spoken_of"] = 1.0
            said["story_told_on"] = float(subject in STORIES)
        if answer in (self._turn.slot("given") or {}):
            said["given_before"] = 1.0
        if answer in self._buttons:
            said["offered_as_button"] = 1.0
        return said

    def _of_its_kind(self, answer: str, subject: str) -> Reasons:
        asks = float("?" in self._turn.text)
        length = math.log(max(1, len(self._turn.text.split())) / USUAL_LENGTH)
        said: dict[str, float] = {f"kind_{subject}": 1.0}
        if "/" not in answer:
            said["general"] = 1.0
        if subject in STORIES:
            said |= {"story_asks": asks, "story_length": length}
        if subject in ("follow", "manners"):
            said |= {"remark_asks": asks, "remark_length": length}
        if subject == REFERRAL:
            worker = context_of(self._world, self._turn).get("speaker") == "professional"
            said["referral_of_a_worker"] = float(worker)
        return said

    def _part(self, intent: str) -> str:
        if intent.startswith("ask_namur_"):
            return "ask_namur/" + intent.removeprefix("ask_namur_")
        return part_asked(self._world, self._turn, intent)

    def _goes_on(self) -> tuple[str | None, float]:
        """What the words mean as a follow-up of the last answer, however unsure."""
        reading, sure = self._world.in_context.likeliest("follow_up", self._turn.parse)
        answer = self._world.follow_ups.answer_of(reading, self._last) if reading else None
        return (Proposal(answer, "follow_up").answer_id, sure) if answer else (None, 0.0)

    def _ways_on(self) -> set[str]:
        """The answers behind the buttons of the last one."""
        last = self._world.content.answers.get(self._last)
        if last is None:
            return set()
        buttons = last.variant(context_of(self._world, self._turn)).buttons
        tapped = [self._turn.as_tapped(button.payload) for button in buttons]
        return {str(tap.value or tap.intent) for tap in tapped}
