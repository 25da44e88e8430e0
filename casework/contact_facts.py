"""Everything that one message says of the lines of a contact request, whatever was asked: a number, a time, a name put
right, « et pas de message vocal finalement ». Called by the contact form's actions."""

from __future__ import annotations

import re

from casework.emails import with_other_part
from casework.fact_words import FactWords
from casework.form_words import FormWords
from casework.line_corrections import LineCorrections
from casework.phones import with_other_ending
from casework.time_instead import HOUR
from casework.typed_words import TypedWords, clauses
from casework.words import Words, comparable, without_closings, without_opening

# A line that is to be asked, not to be filled: a conversation is attached only after a yes to that very question.
TO_BE_ASKED = "?"
LONGEST_TIME, LONGEST_TIMES, LONGEST_ROLE = 12, 20, 5  # words
# Up to the end of a phone number: « rappelée au 081 73.45.67 l’après-midi ».
_NUMBER = re.compile(r",?\s*(?:au\s+)?\+?\d(?:[\s./-]*\d){7,}")
_TO_THE_NUMBER = re.compile(r"^.*\d(?:[\s./-]*\d){7,}\s*", re.DOTALL)
_CALLED = r"r?appell?e(?:nt)?|t[ée]l[ée]phone(?:nt)?|sonne(?:nt)?|(?:re)?contacte(?:nt)?"
_CALLING = (
    r"r?appele[rz]|joindre|t[ée]l[ée]phone[rz]|sonne[rz]|joignable|recontacte[rz]|"
    rf"(?:on|ils?|quelqu['’ ]un|qqn|caprev|conseill\w+)\s+(?:ne\s+)?(?:me\s+|m['’ ]?)(?:{_CALLED})"
)
_TO_THE_CALL = re.compile(rf"^.*\b(?:{_CALLING})(?:[ -]moi)? (?P<time>.+)$", re.IGNORECASE | re.DOTALL)
_BARRED = re.compile(r"^(?:pas|jamais|sauf|plutot|evitez|eviter) (?:dans |pendant )?")
_TIME_END = re.compile(r"[;!?…\n]+|[,:](?!\d)|\.+(?=\s|$)")
_COMMAS = re.compile(r"[,;.!?:]+")
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
# « le matin, non attendez plutôt l’après-midi »: what was told before is not meant.
_TAKES_BACK = re.compile(
    r"(?:(?:ah|euh|et|enfin) )*"
    r"(?:(?:non|nan|nn)(?: .*)? (?:plutot|mieux)|(?:non|nan|nn) (?:attend\w*|pardon)|pardon|oups)(?!\w)"
)
_ARTICLE = re.compile(r"^(?:le |la |les |l )")
# « entre 9h et 11h »: its « et » begins no other clause.
_BETWEEN = re.compile(r"(?<!\w)(entre\s+\S+)\s+et\s+", re.IGNORECASE)
_AND = "\0et\0"
_AT_AN_HOUR = re.compile(rf"(?:a|vers) {HOUR.pattern}$")


class ContactFacts:
    def __init__(self, words: FactWords, said: FormWords, lines: LineCorrections) -> None:
        self._words, self._said, self._lines = words, said, lines

    def names_and_places(self, text: str) -> dict[str, str]:
        return self._lines.given(text)

    def left_empty(self, text: str) -> list[str]:
        return self._lines.removed(text)

    def time_in(self, text: str) -> str | None:
        """« non pas ça, le matin » → « le matin »: the clauses that tell a time, without what leads to them."""
        kept: list[str] = []
        for part in _TIME_END.split(self._words.instead.new_in(text)):
            if _TAKES_BACK.match(comparable(part)):
                kept = []
            said = self._behind_a_call(self._without_front(part.strip()))
            if said and not self._words.dropped.are_in(part) and self._said.tells_a_time(said):
                kept.append(without_closings(said, self._words.time_ends))
        return ", ".join(self._when_free(kept)) or None

    def _when_free(self, told: list[str]) -> list[str]:
        """« l’après-midi, le matin j’ai la kiné » → « l’après-midi »; « …, le mercredi je travaille » bars a day, and
        stays."""
        taken = [part for part in told if self._words.busy.are_in(part) and not self._words.days.are_in(part)]
        return [part for part in told if part not in taken] or told

    def _behind_a_call(self, said: str) -> str:
        """« je suis le papa vous pouvez appeler le soir » → « le soir »"""
        found = _TO_THE_CALL.match(said)
        return found["time"] if found and self._starts_as_a_time(found["time"]) else said

    def new_time(self, text: str) -> str | None:
        """A time told while something else is asked: short, and it begins as a time does, or is put in another's
        place (« mettez plutôt le jeudi après 16h »)."""
        return self._times_of(_TO_THE_NUMBER.sub("", text)) or self._times_of(_NUMBER.sub("", text))

    def _times_of(self, text: str) -> str | None:
        told: list[str] = []
        text = self._words.instead.new_in(text)
        for clause in clauses(_BETWEEN.sub(rf"\1{_AND}", text)):
            part = self.time_in(clause.replace(_AND, " et "))
            if part and self._starts_as_a_time(part):
                told = [part] if _TAKES_BACK.match(comparable(clause)) else [*told, part]
        anew = self.puts_anew(text)
        kept = [part for part in told if not (anew and self._words.not_suiting.are_in(part))] or told
        kept = self._when_free(kept)
        time = ", ".join(kept)
        return time if kept and len(time.split()) <= LONGEST_TIME else None

    def time_told_alone(self, text: str) -> str | None:
        """« Bien. Alors le matin entre 9h et 11h, sauf le jeudi où je garde mes petits-enfants »: a message that begins
        with a time, behind a courtesy or two, and is not long."""
        said = _NUMBER.sub("", text)
        parts = [part.strip() for part in _TIME_END.split(said) if self._without_front(part.strip())]
        begins = bool(parts) and self._starts_as_a_time(self._without_front(parts[0]))
        told = self.time_in(", ".join(parts)) if begins else None
        return told if told and len(told.split()) <= LONGEST_TIMES else None

    def times_behind_the_number(self, text: str) -> str | None:
        """« 081 30 41 12. Je suis là du mardi au jeudi, 9h-17h »: who gives a number tells when to call it."""
        rest = _TO_THE_NUMBER.sub("", text)
        parts = [part for part in _TIME_END.split(rest) if self._is_of_a_time(part)]
        told = self.time_in(", ".join(parts)) if rest != text and parts else None
        return told if told and len(told.split()) <= LONGEST_TIMES else None

    def _is_of_a_time(self, part: str) -> bool:
        """By its words: « poste 12 » is none."""
        said = self._without_front(part.strip())
        return self._said.times.are_in(said) or bool(HOUR.search(said)) or self._said.begins_with_a_time(said)

    def is_only_a_time(self, text: str) -> bool:
        """« je vous ai dit pas le mercredi, sinon le soir »: times, and nothing else beside small words."""
        said = [self._without_front(clause) for clause in clauses(self._words.instead.new_in(text))]
        told = [clause for clause in said if clause]
        return bool(told) and all(self._starts_as_a_time(clause) and self._is_bare(clause) for clause in told)

    def _is_bare(self, clause: str) -> bool:
        left = HOUR.sub(" ", self._said.times.taken_out_of(clause)).split()
        return set(left) <= self._words.beside_times

    def _starts_as_a_time(self, time: str) -> bool:
        """« pas le mercredi », « évitez le mercredi » do, too."""
        said = comparable(time)
        bare = _BARRED.sub("", said)
        of_a_day = bare != said and self._said.begins_with_a_time(_ARTICLE.sub("", bare))
        return bool(HOUR.match(said) or _AT_AN_HOUR.match(said)) or self._said.begins_with_a_time(time) or of_a_day

    def _without_front(self, text: str) -> str:
        """Without « non », « mettez plutôt », « je l’ai dit »…, as often as they stand there."""
        before, wished = "", without_opening(text, self._words.time_wishes)
        if without_opening(wished, self._words.time_fronts) != wished:
            text = wished  # « je peux changer pour le soir ? »
        while text != before:
            before, text = text, without_opening(text, self._words.time_fronts).strip(" ,:")
        fronts = {comparable(front) for front in self._words.time_fronts}
        return "" if comparable(text) in fronts else text

    def puts_anew(self, text: str) -> bool:
        """« mettez », « changez », « plutôt », « finalement »: something is put in the place of something."""
        return self._words.putting.are_in(text)

    def puts_a_way(self, text: str) -> bool:
        """« prenez plutôt », « au lieu de », « pas par mail »: another way takes the place of the one given."""
        return self._words.putting.are_in(text) or self._words.putting_a_way.are_in(text)

    def voicemail(self, text: str) -> str | None:
        """What is reported as noted wrongly, and « si je ne décroche pas », refuse nothing."""
        said = comparable(_COMMAS.sub(" , ", text))
        said = self._words.no_refusal.taken_out_of(said)
        return self._yes_or_no(said, self._words.voicemail) or self._promised(said)

    def _promised(self, text: str) -> str | None:
        """« le message vocal si, je vous ai dit oui ! »: the yes stands in another clause."""
        refused = any(self._words.voicemail.are_in(c) and self._words.refusing.are_in(c) for c in clauses(text))
        said_yes = self._words.voicemail.are_in(text) and self._words.promised.are_in(text)
        return "yes" if said_yes and not refused else None

    def writing_here(self, text: str) -> str | None:
        """A yes only where the chat is named: « un mail » is written, too."""
        answer = self._yes_or_no(text, self._words.writing)
        if answer == "yes" and not self._words.naming_the_chat.are_in(text):
            return None
        return answer or self._refused(text, self._words.here)

    def _yes_or_no(self, text: str, about: Words) -> str | None:
        """yes or no said in the clause that speaks of it."""
        for clause in clauses(text):
            if about.are_in(clause):
                easy, said = self._words.no_trouble.are_in(clause), self._words.no_trouble.taken_out_of(clause)
                if self._words.refusing.are_in(said) or self._words.taking_out.are_in(said):
                    return "no"
                if easy or self._words.allowing.are_in(about.taken_out_of(said)):
                    return "yes"
        return None

    def _refused(self, text: str, about: Words) -> str | None:
        return "no" if any(about.are_in(c) and self._words.refusing.are_in(c) for c in clauses(text)) else None

    def attaching(self, text: str) -> str | None:
        """« joignez l’échange »: to be asked; « sans l’échange »: no."""
        for clause in clauses(text):
            if self._words.exchange.are_in(clause) and self._words.joining.are_in(clause):
                return "no" if self._words.refusing.are_in(clause) else TO_BE_ASKED
        return None

    def who_is(self, text: str) -> list[str]:
        """The words behind each « je suis », the nearest first: « sa », « sa sœur », « sa sœur aînée »."""
        found: list[str] = []
        for clause in clauses(text):
            hit = self._words.being.search(TypedWords(clause).line)
            if hit and not self._words.not_who.are_in(clause):
                said = hit["who"].split()[:LONGEST_ROLE]
                found += [" ".join(said[: size + 1]) for size in range(len(said))]
        return found

    def is_for_oneself(self, text: str) -> bool:
        return self._words.for_oneself.are_in(self._words.agreeing.taken_out_of(text))

    def is_plainly_for_oneself(self, text: str) -> bool:
        """« la personne, c’est moi », « pour moi-même »; « pour moi » may say who is to be called."""
        told = self._words.for_oneself.phrase_in(self._words.agreeing.taken_out_of(text))
        return told is not None and not self._words.for_oneself_or_to_be_called.are(told)

    def message(self, text: str) -> str | None:
        """« mon message c’est … », « le message - … »: all that follows."""
        handed = self.message_handed(text)
        return handed[1] if handed else self._rest(self._words.message, text)

    def message_handed(self, text: str) -> tuple[str, str] | None:
        """« le message - … », « pour le message : … »: what stands before it, and the message, questions and all."""
        return self._apart(self._words.handed_message, text)

    def message_put_among(self, text: str) -> tuple[str, str] | None:
        """« vous pouvez mettre que mon petit-fils … »: what stands before it, and what is to be put there."""
        return self._apart(self._words.put_message, text)

    def _apart(self, pattern: re.Pattern[str], text: str) -> tuple[str, str] | None:
        typed = TypedWords(text)
        hit = pattern.match(typed.line)
        if hit is None:
            return None
        before = typed.typed(0, hit.start("front") - 1) if hit.start("front") else ""
        return before, typed.typed(hit.start("value"), len(typed.line))

    def named_empty(self, text: str) -> list[str]:
        """« pas de prénom et pas de commune »: fields that are refused by their names."""
        return [name for name, words in self._words.refused_by_name.items() if words.are_in(text)]

    def message_put(self, text: str) -> str | None:
        """« mettez juste : … »"""
        return self._rest(self._words.bare_message, text)

    def _rest(self, pattern: re.Pattern[str], text: str) -> str | None:
        typed = TypedWords(text)
        hit = pattern.match(typed.line)
        return typed.typed(hit.start("value"), len(typed.line)) if hit else None

    def place_put(self, text: str) -> str | None:
        """A town that we know, in a clause that puts it there or is nothing else: « et mettez Arlon », « pas Ciney.
        Dinant », « là où vous mettez Namur, moi c’est Profondeville »."""
        for clause in clauses(_QUOTED.sub(" ", text)):
            meant = self._words.noted.sub(" ", TypedWords(clause).line)
            place = self._place(meant)
            points = self.puts_anew(clause) or self._words.pointing_at.are_in(meant)
            if place and (points or comparable(meant) == comparable(place)):
                return self._place(clause) if comparable(self._place(clause) or "") == comparable(place) else place
        return None

    def wants_writing_here(self, text: str) -> bool:
        return self._words.writing_here.are_in(text)

    def town_in(self, text: str) -> str | None:
        """A town that we know, as it was typed."""
        return self._place(text)

    def last_town_in(self, text: str) -> str | None:
        """Of several towns the one that is said last, as it was typed."""
        towns = [town for clause in clauses(text) if (town := self._place(clause))]
        return towns[-1] if towns else None

    def own_place(self, text: str) -> str | None:
        """Where the person says they live or work: « je suis prof à Jambes », « j’habite Andenne »."""
        return self._placed(self._words.dwelling, text)

    def home(self, text: str) -> str | None:
        """« Floreffe c’est là que je travaille, j’habite à Profondeville »: where they live, and nothing else."""
        return self._placed(self._words.home, text)

    def _placed(self, pattern: re.Pattern[str], text: str) -> str | None:
        for clause in clauses(text):
            hit = pattern.search(TypedWords(clause).line)
            if hit and (place := self._place(hit["place"])):
                return self._place(clause) or place
        return None

    def _place(self, text: str) -> str | None:
        """As it was typed, its first letter large."""
        phrase = self._words.places.phrase_in(text)
        if phrase is None:
            return None
        typed: list[str] = re.findall(r"[^\s,;:.!?()'’]+", text)
        size = len(phrase.split())
        for start in range(len(typed)):
            for end in range(start + 1, min(start + size, len(typed)) + 1):
                if comparable(" ".join(typed[start:end])) == phrase:
                    found = " ".join(typed[start:end])
                    return found[0].upper() + found[1:]
        return None

    def phone_ending(self, text: str, number: str | None) -> str | None:
        """« mon numéro finit par 34, pas 33 »: the number that was given, with another end."""
        return with_other_ending(text, number) if number else None

    def email_put_right(self, text: str, email: str | None) -> str | None:
        """« le mail c’est delux pas dlx »: the address that was given, with that part put right."""
        return with_other_part(text, email) if email else None
