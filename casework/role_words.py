"""Who writes, put right in free words: « je suis pas pro moi, c’est ma frangine », « jsuis son frère pas un pro ».

Called by casework.contact_reading; the words are in data/contact_form.yml under `role_words`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from casework.typed_words import TypedWords, any_of, clauses
from casework.words import Words, comparable

MOST_CLAUSES = 3  # of the beginning of a message


@dataclass(frozen=True)
class RoleWords:
    """`denied`: what is said not to be so, or to have been noted wrongly; `pointing` stand before the person meant;
    `over`: a job that is over; `as_kin`: who writes, whatever job is named; `alone`: the same in a clause;
    `of_the_job`: people met in a job; `tie`: how they know each other; `once_theirs`: a job that was about the one who
    is written about, and is over; `titled`: such a job, as a title."""

    denied: re.Pattern[str]
    pointing: re.Pattern[str]
    of_another: Words
    bare: Words
    kin_put_right: re.Pattern[str]
    kin_of: re.Pattern[str]
    over: re.Pattern[str]
    as_kin: re.Pattern[str]
    alone: re.Pattern[str]
    own_kin: re.Pattern[str]
    of_the_job: Words
    tie: Words
    once_theirs: re.Pattern[str]
    once_mine: Words
    titled: re.Pattern[str]

    def is_kin_of_somebody(self, text: str) -> bool:
        """« Benoît, papa d’un garçon de 16 ans »: a clause that begins with an elder, and whose."""
        return any(self.kin_of.match(TypedWords(clause).line) for clause in clauses(text))

    def puts_kin_right(self, text: str) -> bool:
        """« c’est ma nièce pas ma fille », « je ne suis pas sa mère mais sa tante »"""
        return self.kin_put_right.search(TypedWords(text).line) is not None

    def without_the_denied(self, text: str) -> str:
        """In plain letters, without « pas un pro », « vous m’avez mis comme travailleur », « ancienne éducatrice »."""
        return self.over.sub(" , ", self.denied.sub(" , ", TypedWords(text).line))

    def is_over(self, clause: str) -> bool:
        """« ex-policier », « institutrice maternelle à la retraite »: a job that makes nobody a professional."""
        return self.over.search(TypedWords(clause).line) is not None

    def knew_them_once(self, text: str) -> bool:
        """« j’étais son éducateur jusqu’en 2019 », « je l’ai eu comme élève »"""
        return self.once_theirs.search(TypedWords(text).line) is not None or self.once_mine.are_in(text)

    def is_a_former_title(self, text: str) -> bool:
        """« ancien entraîneur », to « à quel titre ? »; « je suis une ancienne institutrice » tells of oneself."""
        return self.titled.match(TypedWords(text).line) is not None

    def speaks_as_kin(self, text: str) -> bool:
        """« c’est pour moi, en tant que sœur »"""
        return self.as_kin.search(TypedWords(text).line) is not None

    def presents_as_kin(self, text: str) -> bool:
        """« pour moi, sa maman », « c’est sa mère ici »: a clause that says nothing else."""
        return any(self.alone.fullmatch(TypedWords(clause).line) for clause in clauses(text))

    def is_for_own_kin(self, text: str, whom: str | None) -> bool:
        """« je suis infirmière, c’est pour mon fils »: `whom` the request is about, and nobody of the job beside."""
        own = whom is not None and self.own_kin.match(TypedWords(whom).line) is not None
        return own and not self.of_the_job.are_in(text)

    def denies(self, text: str) -> bool:
        return self.denied.search(TypedWords(text).line) is not None

    def relative_in(self, text: str, bare: bool) -> bool:
        """« c’est ma frangine », « moi c’est la famille »; `bare`: also « Mère. » in a clause of its own."""
        said = self.without_the_denied(text)
        for clause in clauses(said):
            hit = self.pointing.search(clause)
            if hit and self.of_another.length_at_start(comparable(hit["who"])) > 0:
                return True
            if bare and self.bare.are(clause):
                return True
        return False

    def is_of_another(self, text: str) -> bool:
        """A message that begins with « c’est ma cousine… », « c pas moi c mon grand frère… »"""
        begun = clauses(self.without_the_denied(text))[:MOST_CLAUSES]
        return any(self.relative_in(clause, bare=False) for clause in begun)


def _words_of(role: Mapping[str, Any], value: str) -> list[str]:
    return next([str(word) for word in (c["title"], *c["words"])] for c in role["choices"] if c["value"] == value)


def role_words(data: Mapping[str, Any]) -> RoleWords:
    """From the whole file. Raises KeyError for what is missing."""
    words, role = data["role_words"], next(field for field in data["fields"] if field["name"] == "role")
    job, family = any_of([*_words_of(role, "professional"), *words["jobs"]]), _words_of(role, "relative")
    reported, articles = any_of(words["reported"]), "(?:un |une |du |de |d |des |le |la |l )?"
    theirs, before = any_of(words["theirs"]), any_of(words["over_before"])
    once = (
        rf"(?:{any_of(words['once'])}) (?:{theirs}) (?:\w+ )?(?:{job})|(?:{theirs}) (?:{before})[ -](?:\w+ )?(?:{job})"
    )
    return RoleWords(
        denied=re.compile(
            rf"(?<!\S)(?:(?:pas|ni|non) (?:pas )?{articles}(?:{job})(?!\S)|(?:{job}) de quoi(?!\S)|"
            rf"(?:{reported}) (?:comme |que )?{articles}\S+|pas moi(?!\S))"
        ),
        pointing=re.compile(rf"(?<!\S)(?:{any_of(words['pointing'])}) {_OWN}(?P<who>\S.*)"),
        of_another=Words([*family, *_before(family, words["before"]), *words["family"]]),
        kin_put_right=_kin_put_right(family),
        kin_of=re.compile(
            rf"(?:(?:je suis|moi|ici|bonjour|bonsoir) )*(?:(?:le|la|l|un|une) )?(?:{any_of(words['elders'])}) "
            r"(?:d un|d une|d |du|de (?:un|une|deux|trois|la|mon|ma|cet|ce|[a-z]+))(?!\S)"
        ),
        over=re.compile(
            rf"(?<!\S)(?:{once}|(?:{before})[ -](?:\w+ )?(?:{job})|"
            rf"(?:{job})(?: (?!(?:{any_of(words['over_not_behind'])}) )[^\s,;:.!?…]+){{0,3}} (?:, )?"
            rf"(?:{any_of(words['over_behind'])}))(?!\S)"
        ),
        as_kin=re.compile(rf"(?<!\S)(?:{any_of(words['as_kin'])}) (?:{any_of(words['kin'])})(?!\S)"),
        alone=re.compile(
            rf"(?:(?:{any_of(words['alone_fronts'])}) )*(?:son|sa|leur|le|la|l) (?:\w+ )?(?:{any_of(words['kin'])})"
            rf"(?: (?:{any_of(words['alone_ends'])}))?"
        ),
        own_kin=re.compile(rf"(?:mon|ma|mes|notre|nos) (?:\w+ )?(?:{any_of(family)})(?!\S)"),
        of_the_job=Words(words["of_the_job"]),
        tie=Words(words["tie"]),
        once_theirs=re.compile(rf"(?<!\S)(?:{once})(?!\S)"), once_mine=Words(words["once_mine"]),
        titled=re.compile(rf"(?:(?:{any_of(words['as_a_title'])}) )*(?:{before})[ -](?:\w+ )?(?:{job})(?!\S)"),
        bare=Words([*family, *_before(family, ["un", "une", "le", "la"])]),
    )  # fmt: skip


def _kin_put_right(family: Iterable[str]) -> re.Pattern[str]:
    """Two of the family, one of them denied."""
    kin, own = any_of(family), "(?:mon|ma|mes|son|sa|ses|leur|notre|le|la|l|un|une)"
    then = rf"(?:pour )?{own} (?:{kin})(?!\S)"
    return re.compile(
        rf"{then} (?:, )?(?:et )?(?:pas|non) {then}|pas {then} (?:, )?(?:mais|c est|plutot|je suis) (?:plutot )?{then}"
    )


_OWN = "(?:que |qu )?(?:(?:un|une|mon|ma|mes|son|sa|ses|le|la|l|notre|leur) )?"


def _before(family: Iterable[str], words: Iterable[str]) -> list[str]:
    kept = list(words)
    return [f"{word} {member}" for member in family for word in kept]
