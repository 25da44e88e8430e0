"""`python -m evaluation choose [--alarm]`: what speaks for an answer, weighed on talks of which the best are known.

Prints how often the best answer is given by our rules and by the choice, each author left out of what was learned, and
the weights for casework/data/answer_choice.yml (`--alarm`: while an alarm is open, alarm_choice.yml); changes nothing.
Takes some minutes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from tqdm import tqdm

from actions.perhaps import likeliest_beside
from actions.settings import ActionSettings
from actions.world import make_world
from bot.parse import Parser, find_model
from casework.answer_choice import AnswerChoice
from casework.sealing import new_case_keys, new_chat_key
from evaluation import alarm_talks
from evaluation.talks import Weighed, weighed

_HELD_BACK = 1.0  # the penalty on the square of a weight
_AT_FIRST = {"asked": 1.0, "intent": 0.5, "reading": 1.0}
_TOO_LITTLE = 0.05  # weights below say nothing

Table = NDArray[np.float64]


def main(alarm: bool = False) -> int:
    nowhere = ActionSettings("redis://127.0.0.1:1/0", new_case_keys()[1], new_chat_key(), "none", "127.0.0.1", 0, 24)
    of_talks = alarm_talks.weighed if alarm else weighed
    world = make_world(nowhere)
    turns = list(tqdm(of_talks(world, Parser(find_model())), desc="turns"))
    names = sorted({name for turn in turns for reasons in turn.candidates.values() for name in reasons})
    of_the_house = world.alarm_choice if alarm else world.answer_choice
    _print_authors_left_out(turns, names, of_the_house)
    for name, weight in zip(names, learned(turns, names), strict=True):
        if abs(weight) >= _TOO_LITTLE:
            print(f"{name}: {weight:.2f}")
    return 0


def learned(turns: Sequence[Weighed], names: Sequence[str]) -> Table:
    """One weight for each name: the likeliest right answers, the weights held back (L2)."""
    tables = [(_table(turn, names), _is_right(turn)) for turn in turns if _is_right(turn).any()]
    first = np.array([_AT_FIRST.get(name, 0.0) for name in names])

    def loss(weights: Table) -> tuple[float, Table]:
        total, slope = 0.0, np.zeros_like(weights)
        for table, right in tables:
            sums = table @ weights
            shares = np.exp(sums - sums.max())
            shares /= shares.sum()
            of_the_right = shares[right].sum() + 1e-12
            total -= float(np.log(of_the_right))
            slope -= table.T @ (np.where(right, shares / of_the_right, 0.0) - shares)
        apart = weights - first
        return total + _HELD_BACK * float(apart @ apart), slope + 2 * _HELD_BACK * apart

    best: Table = minimize(loss, first, jac=True, method="L-BFGS-B").x
    return best


def _table(turn: Weighed, names: Sequence[str]) -> Table:
    at = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(turn.candidates), len(names)))
    for row, reasons in enumerate(turn.candidates.values()):
        for name, much in reasons.items():
            table[row, at[name]] = much
    return table


def _is_right(turn: Weighed) -> NDArray[np.bool_]:
    return np.array([answer in turn.right for answer in turn.candidates])


def _chosen(choice: AnswerChoice, turn: Weighed) -> str:
    return choice.instead_of(turn.proposal.answer_id, turn.candidates)


def _print_authors_left_out(turns: Sequence[Weighed], names: Sequence[str], of_the_house: AnswerChoice) -> None:
    rules = chosen = possible = doubtful = beside = 0
    for author in sorted({turn.author for turn in turns}):
        own = [turn for turn in turns if turn.author == author]
        weights = learned([turn for turn in turns if turn.author != author], names)
        known = dict(zip(names, map(float, weights), strict=True))
        choice = AnswerChoice(known, 0.0, of_the_house.to_outweigh, of_the_house.doubt)
        by_rules = sum(turn.proposal.answer_id in turn.right for turn in own)
        given = [(turn, _chosen(choice, turn)) for turn in own]
        by_choice = sum(answer in turn.right for turn, answer in given)
        rules, chosen = rules + by_rules, chosen + by_choice
        others = [
            (turn, answer, other)
            for turn, answer in given
            if (other := likeliest_beside(choice, turn.candidates, answer))
        ]
        doubtful += len(others)
        beside += sum(other in turn.right and answer not in turn.right for turn, answer, other in others)
        possible += sum(bool(_is_right(turn).any()) for turn in own)
        print(f"{author}: {len(own)} turns, best answer by the rules {by_rules}, by the choice {by_choice}")
    print(f"all: {len(turns)} turns, rules {rules}, choice {chosen}, among the candidates {possible}")
    print(f"another one said in short under it: {doubtful} times, the best one in its place {beside} times\n")
