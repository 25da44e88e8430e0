"""Whether what somebody says at the read-back plainly agrees to the sending. Called by the contact form's actions.

The words are in data/contact_form.yml under `agreeing`. A « oui » that stands in the middle of something else (« le
répondeur si, j’ai dit oui ! ») agrees to nothing: only what is left over when the agreement is taken out tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.typed_words import clauses
from casework.words import Words, comparable

_MARKS = re.compile(r"[^\w\s'’-]+")


@dataclass(frozen=True)
class Agreement:
    """`yes`: a yes or an order to send; `said_with`: those and what is said with them; `nothing_wrong`: no line is to
    be changed; `no_news`: it was said already; `of_the_rest` agrees to other lines than the one asked, `of_all` does
    where such a line stands beside it; `beside`: words that add nothing."""

    yes: Words
    said_with: Words
    orders: Words
    nothing_wrong: Words
    no_news: Words
    conditions: Words
    doubting: Words
    of_the_rest: Words
    of_all: Words
    beside: frozenset[str]
    with_nothing_wrong: frozenset[str]

    def is_plain_in(self, text: str) -> bool:
        """« mais oui envoyez, je viens de le dire »: a yes, or an order to send, and nothing else beside it."""
        said = self._without_what_adds_nothing(text)
        if not self.yes.are_in(said) or self.conditions.are_in(said):
            return False
        return self._is_nothing_else(said, freely=said != _bare(text)) or self._is_ordered(text)

    def finds_nothing_wrong(self, text: str) -> bool:
        """« rien à changer », and no doubt beside it."""
        left = self._without_what_adds_nothing(text)
        return self.nothing_wrong.are_in(_bare(text)) and not (
            self.doubting.are_in(left) or self.conditions.are_in(left)
        )

    def hangs_on_something(self, text: str) -> bool:
        """« envoie mais pas si mon père peut le voir »"""
        return self.conditions.are_in(self.no_news.taken_out_of(_bare(text)))

    def _without_what_adds_nothing(self, text: str) -> str:
        return self.no_news.taken_out_of(self.nothing_wrong.taken_out_of(_bare(text)))

    def _is_nothing_else(self, said: str, freely: bool) -> bool:
        """`freely`: something was taken out, to which « non » and « mais » belong."""
        left = set(self.said_with.taken_out_of(said).split())
        return left <= (self.beside | self.with_nothing_wrong if freely else self.beside)

    def _is_ordered(self, text: str) -> bool:
        """« envoyez », in a clause of its own, where nothing else doubts."""
        left = self._without_what_adds_nothing(text)
        ordered = any(
            self.orders.are_in(clause) and self._is_nothing_else(_bare(clause), freely=False)
            for clause in clauses(text)
        )
        return ordered and not self.doubting.are_in(left) and "?" not in text


def _bare(text: str) -> str:
    """Comparable, without the marks inside."""
    return comparable(_MARKS.sub(" ", text))


def _agreeing(data: Mapping[str, Any]) -> list[str]:
    """The commands that neither refuse, nor stop, nor go on with something else."""
    against = Words([*data["acts"]["cancel"], *data["acts"]["resume"], *data["acts"]["skip"], "nan", "abandonner"])
    return [command for command in data["commands"] if not against.are(command)]


def agreement(data: Mapping[str, Any]) -> Agreement:
    """From the whole file. Raises KeyError for what is missing."""
    words, sent = data["agreeing"], next(entry for entry in data["fields"] if entry["name"] == "confirmed")
    yes = next(choice for choice in sent["choices"] if choice["value"] == "yes")
    orders = [*data["sending"], *words["orders"]]
    every_yes = [yes["title"], *yes["words"], *orders, *data["confirming"], *words["emphatic"]]
    return Agreement(
        yes=Words(every_yes), said_with=Words([*every_yes, *_agreeing(data)]),
        orders=Words(orders), nothing_wrong=Words(words["nothing_wrong"]),
        no_news=Words([*words["said_already"], *data["wondering"]]), conditions=Words(words["conditions"]),
        doubting=Words(data["doubting"]),
        of_the_rest=Words(words["of_the_rest"]), of_all=Words(words["of_all"]),
        beside=frozenset(comparable(str(word)) for word in words["beside"]),
        with_nothing_wrong=frozenset(comparable(str(word)) for word in words["beside_nothing_wrong"]),
    )  # fmt: skip
