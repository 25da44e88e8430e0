"""How people speak about the contact request while they fill it in: word lists of data/contact_form.yml beside the
fields' own. Called by the contact form's actions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.leaving import Leaving, begins_and_ends, leaving
from casework.typed_words import clauses
from casework.words import Words, any_comparable, best_match, comparable

LONGEST_ASKED = 12  # words of a question that asks for a pause
_QUESTION = re.compile(r"[^,.;:!?…\n]+\?")
_CLAUSE_END = re.compile(r"[,.;:!]|\s-\s")
_NOT_WANTED = re.compile(r"(?<!\w)(?:pas|(?:plut[oô]t )?(?:que|ke|qu\W)) ?(?:par|au|le|d\W) ?\w+", re.IGNORECASE)


@dataclass(frozen=True)
class FormWords:
    """`in_front`: acts that a first clause says; `named_by`: how a recipient is named when it is changed."""

    in_front: Mapping[str, Words]
    refusals: Words
    ways: Mapping[str, Words]
    liking_a_way: Words
    not_liking_a_way: Words
    times: Words
    time_openings: Words
    about: Words
    rewriting: Words
    messengers: Words
    named_by: Mapping[str, Words]
    commands: Words
    driving: Words
    thinking_first: Words
    pausing: Words
    voice: Words
    refusing_words: Words
    supposing: Words
    beside_a_town: Words
    gone_wrong: Words
    pausing_asked: Words
    leave_to_keep: Words
    giving_up: Words
    giving_up_ends: Words
    giving_up_alone: tuple[Words, Words]
    leaving: Leaving
    doubting: Words
    sending: Words
    of_the_reference: Words
    finishing: Words
    confirming: Words
    found_good: Words
    rereading: Words
    rereading_all: Words
    erasing: Words
    another_began: re.Pattern[str]
    dropping_the_other: Words
    wondering: Words
    watched: Words
    keeping_back: Words
    calling_oneself: Words
    asking: Words
    to_be_said: Words
    not_to_be_said: Words
    later: tuple[Words, Words, Words]
    later_asked: Words
    hesitating: Words
    no_message: Words
    acknowledging: Words
    keeping_the_old: Words

    def is_to_be_said(self, clause: str) -> bool:
        """« dites que c’est le garage »: how the team is to speak on the telephone."""
        return self.to_be_said.are_in(clause) and not self.not_to_be_said.are_in(clause)

    def pauses(self, text: str) -> bool:
        """« je dois filer », « la suite tantôt », « je finirai ça demain soir »: not now; « d’accord qu’on garde ça »
        is leave."""
        return self.pausing.are_in(self.leave_to_keep.taken_out_of(text)) or any(
            self._goes_on_later(clause) for clause in clauses(text)
        )

    def _goes_on_later(self, clause: str) -> bool:
        going_on, later, of_work = self.later
        told = going_on.are_in(clause) and later.are_in(clause) and not any(sign.isdigit() for sign in clause)
        return told and not of_work.are_in(clause)

    def asks_to_pause(self, text: str) -> bool:
        """« je peux finir ce soir ? », « ça reste enregistré si je pars ? »"""
        if self.pausing_asked.are_in(text):
            return True
        _, later, of_work = self.later
        questions = (clause for clause in _QUESTION.findall(text) if len(clause.split()) <= LONGEST_ASKED)
        return any(
            self.later_asked.are_in(question) and later.are_in(question) and not of_work.are_in(question)
            for question in questions
        )

    def gives_up(self, text: str) -> bool:
        """A clause that is « annulez », or begins with it and names nothing else to leave out."""
        return any(self._is_giving_up(clause) for clause in clauses(text))

    def _is_giving_up(self, clause: str) -> bool:
        said = comparable(clause)
        return any(
            begins_and_ends(said, begins, ends)
            for begins, ends in ((self.giving_up, self.giving_up_ends), self.giving_up_alone)
        )

    def act_in_front(self, text: str) -> str | None:
        """« pause, on sonne »: the first clause is the act; what comes after explains it."""
        first, *rest = _CLAUSE_END.split(text, maxsplit=1)
        if not rest or not comparable(rest[0]):
            act, _, reason = comparable(text).partition(" ")
            return "pause" if act == "pause" and reason else None
        return next((act for act, words in self.in_front.items() if words.are(first)), None)

    def way_named(self, text: str) -> str | None:
        """phone, email or chat for « finalement par mail ça m’arrange mieux »; « pas par téléphone », « plutôt que par
        téléphone » name none."""
        return best_match(_NOT_WANTED.sub(" ", text), self.ways)

    def begins_with_a_time(self, text: str) -> bool:
        return self.time_openings.length_at_start(comparable(text)) > 0

    def tells_a_time(self, text: str) -> bool:
        return self.times.are_in(text) or any(sign.isdigit() for sign in text)

    def recipient_wanted(self, text: str) -> str | None:
        """« c’est pour le référent, pas pour le CAPREV »: what is said not to be meant does not count."""
        return best_match(re.sub(r"(?<!\w)pas\s[^,.;]*", " ", text), self.named_by)


def form_words(data: Mapping[str, Any]) -> FormWords:
    """From the whole file. Raises KeyError, TypeError for what is missing."""
    return FormWords(
        in_front={act: Words(words) for act, words in data["acts_in_front"].items()},
        refusals=Words(data["refusals"]),
        ways={way: Words(words) for way, words in data["ways"].items()},
        liking_a_way=Words(data["liking_a_way"]),
        not_liking_a_way=Words(data["not_liking_a_way"]),
        times=Words(data["time_words"]),
        time_openings=Words(data["time_openings"]),
        about=Words(data["about_the_form"]),
        rewriting=Words(data["rewriting"]),
        messengers=Words(data["other_messengers"]),
        commands=Words(data["commands"]),
        driving=Words(data["driving"]),
        thinking_first=Words(data["thinking_first"]),
        pausing=Words(data["pausing"]),
        voice=Words(data["wants_a_voice"]),
        refusing_words=Words(["non", "nan", "nn", "non non"]),
        supposing=Words(data["supposing"]),
        beside_a_town=Words(data["beside_a_town"]),
        gone_wrong=Words(data["gone_wrong"]),
        pausing_asked=Words(data["pausing_asked"]),
        leave_to_keep=Words(data["leave_to_keep"]),
        giving_up=Words(data["giving_up"]["begins"]),
        giving_up_ends=Words(data["giving_up"]["goes_on"]),
        giving_up_alone=(Words(data["giving_up"]["alone"]), Words(data["giving_up"]["alone_with"])),
        leaving=leaving(data["leaving"]),
        doubting=Words(data["doubting"]),
        sending=Words(data["sending"]),
        of_the_reference=Words(data["of_the_reference"]),
        finishing=Words(data["finishing"]),
        confirming=Words(data["confirming"]),
        found_good=Words(data["found_good"]),
        rereading=Words(data["rereading"]),
        rereading_all=Words(data["rereading_all"]),
        erasing=Words(data["erasing"]),
        another_began=_another_began(data["another_person"]),
        dropping_the_other=Words(data["another_person"]["dropping"]),
        wondering=Words(data["wondering"]),
        watched=Words(data["watched_phone"]),
        keeping_back=Words(data["keeping_back"]),
        calling_oneself=Words(data["calling_oneself"]),
        asking=Words(data["asking"]),
        to_be_said=Words(data["presenting"]["to_say"]),
        not_to_be_said=Words(data["presenting"]["not_meant"]),
        later=(Words(data["later"]["going_on"]), Words(data["later"]["when"]), Words(data["later"]["of_work"])),
        later_asked=Words(data["later"]["asked"]),
        hesitating=Words(data["hesitating"]),
        no_message=Words(data["no_message"]),
        acknowledging=Words(data["acknowledging"]),
        keeping_the_old=Words(data["keeping_the_old"]),
        named_by={key: Words(entry["named_by"]) for key, entry in data["recipients"].items()},
    )


def _another_began(words: Mapping[str, Any]) -> re.Pattern[str]:
    """« c’est ma mère qui avait commencé », « ma mère avait commencé une demande »; of a plain text."""
    who, began = (f"(?:{any_comparable(words[name])})" for name in ("who", "began"))
    it_was, told = (
        rf"(?:c est|c etait|cest) {who} qui (?:l |la |en )?{began}",
        rf"{who} {began} (?:une|la|cette|sa) demande",
    )
    return re.compile(rf"(?<!\w)(?:{it_was}|{told})(?!\w| a )")
