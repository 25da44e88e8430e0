"""The talks from which the choice of an answer is learned, and that it is learned from them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from actions.candidates import Proposal
from casework.content import load_content
from evaluation.choose import learned
from evaluation.talks import Weighed, talks

TALKS = list(talks())
NO_ANSWER = "none"  # an author found no text that fits


def test_every_answer_named_in_a_talk_is_one_of_the_content() -> None:
    named = {answer for _, turns in TALKS for said in turns for answer in said.answers}
    assert sorted(named - {NO_ANSWER} - load_content().answers.keys()) == []


def test_the_talks_are_by_many_authors_and_tell_the_best_answers() -> None:
    authors = Counter(author for author, turns in TALKS for said in turns if said.answers)
    assert len(authors) >= 10
    assert min(authors.values()) >= 20


def test_what_speaks_for_the_right_answers_gets_a_weight() -> None:
    right = Weighed("somebody", {"a": {"heard": 1.0}, "b": {"noise": 1.0}}, frozenset({"a"}), Proposal("b", "intent"))
    heard, noise = learned([right] * 30, ["heard", "noise"])
    assert heard > 1 > 0 > noise


@pytest.mark.parametrize("out_of_reach", [frozenset({"c"})])
def test_a_turn_whose_answer_is_no_candidate_teaches_nothing(out_of_reach: frozenset[str]) -> None:
    turn = Weighed("somebody", {"a": {"heard": 1.0}}, out_of_reach, Proposal("a", "intent"))
    assert np.allclose(learned([turn], ["heard"]), 0.0)
