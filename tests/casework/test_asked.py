"""The learned choice of an answer: what the files hold, and how sure a reading must be for each of its uses."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.asked import AskedIsInvalid, load_asked
from casework.content import load_content
from casework.yaml_files import DATA
from components.in_context_files import as_said

EXAMPLES = Path(__file__).parents[2] / "nlu_data" / "answers"
BLOCKS = [
    block
    for path in sorted(EXAMPLES.glob("*.yml"))
    for block in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["answers"]
]
ASKED = load_asked()


def heard(*answers: tuple[str, float], guesses: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"asked": [{"name": name, "confidence": sure} for name, sure in answers], "guesses": list(guesses)}


def within(subject: str, name: str, confidence: float) -> dict[str, Any]:
    return {"asked_within": {subject: {"name": name, "confidence": confidence}}}


def test_every_answer_that_can_be_learned_is_there_and_was_asked_for_by_several_authors() -> None:
    assert sorted({block["answer"] for block in BLOCKS} - load_content().answers.keys()) == []
    authors = Counter(block["answer"] for block in BLOCKS)
    assert [answer for answer, count in authors.items() if count < 2] == []


def test_no_question_asks_for_two_answers() -> None:
    said = [(as_said(example), block["answer"]) for block in BLOCKS for example in block["examples"]]
    pairs = {(" ".join(one.text.lower().split()), one.after, answer) for one, answer in said}
    assert len(pairs) == len({(text, after) for text, after, _ in pairs})


@pytest.mark.parametrize(
    ("by_words", "confidence", "given"),
    [
        ("ask_caprev", 0.6, "ask_caprev/cost"),
        ("ask_caprev", 0.4, "ask_caprev"),
        ("ask_caprev/where", 0.6, "ask_caprev/where"),
        ("ask_caprev/where", 0.8, "ask_caprev/cost"),
    ],
)
def test_against_the_words_a_part_must_be_surer(by_words: str, confidence: float, given: str) -> None:
    parse = within("ask_caprev", "ask_caprev/cost", confidence)
    assert ASKED.part_of(parse, "ask_caprev", by_words) == given


@pytest.mark.parametrize(
    ("confidence", "of_the_intent", "goes_before"), [(0.7, 0.7, True), (0.7, 0.95, False), (0.4, 0.7, False)]
)
def test_the_surer_the_intent_the_surer_the_answer_that_goes_before_it(
    confidence: float, of_the_intent: float, goes_before: bool
) -> None:
    found = ASKED.instead_of(heard(("ask_how_to_talk/conflict", confidence)), of_the_intent, "")
    assert found == ("ask_how_to_talk/conflict" if goes_before else None)


def test_among_doubtful_answers_what_was_spoken_of_decides() -> None:
    parse = heard(("ask_caprev/voluntary", 0.06), ("follow/at_school", 0.06), ("ask_returnee/prison", 0.03))
    assert ASKED.instead_of(parse, 0.2, "ask_caprev/method") == "ask_caprev/voluntary"
    assert ASKED.instead_of(parse, 0.2, "ask_police") is None
    assert ASKED.instead_of(parse, 0.7, "ask_caprev/method") is None


def test_the_first_readings_of_the_intent_weigh_as_well() -> None:
    answers = (("ask_namur/csil", 0.1), ("ask_police", 0.1), ("manners/wait", 0.05))
    assert ASKED.rather(heard(*answers, guesses=("ask_police", "greet")), "") == "ask_police"
    assert ASKED.rather(heard(*answers, guesses=("ask_namur_csil",)), "") == "ask_namur/csil"


def test_what_is_hardly_heard_is_never_given() -> None:
    assert ASKED.rather(heard(("ask_police", 0.02)), "ask_police/file") is None


def test_where_nothing_is_heard_nothing_is_given() -> None:
    assert ASKED.rather({}, "") is None
    assert ASKED.certainly({}) is None
    assert ASKED.instead_of({}, 0.1, "ask_caprev") is None
    assert ASKED.part_of({}, "ask_caprev", "ask_caprev") == "ask_caprev"


def test_only_what_is_asked_of_a_request_is_told_of_it() -> None:
    assert ASKED.of_a_request(heard(("request/who_reads", 0.4))) == "request/who_reads"
    assert ASKED.of_a_request(heard(("ask_police", 0.4))) is None


@pytest.mark.parametrize("wrong", ["part: 2", "part: beaucoup", "", "part: 0.4\nparts: 0.4"])
def test_a_confidence_that_is_none_is_refused_by_its_name(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "asked.yml"
    path.write_text((DATA / "asked.yml").read_text(encoding="utf-8").replace("part: 0.55", wrong), encoding="utf-8")
    with pytest.raises(AskedIsInvalid):
        load_asked(path)
