from __future__ import annotations

import pytest

from casework.word_patterns import PatternIsInvalid, Sentence, compile_pattern

FAMILIES = {"veut": ["veut", "va", "envie de"], "tuer": ["tuer", "faire la peau"]}


def found(pattern: str, text: str) -> bool:
    return compile_pattern(pattern, FAMILIES).is_in(Sentence.of(text))


@pytest.mark.parametrize(
    ("pattern", "text", "there"),
    [
        ("adieu", "il a dit adieu", True),
        ("adieu", "les adieux", False),
        ("adieu*", "les adieux", True),
        ("dit|ecrit adieu", "il a ecrit adieu", True),
        ("dit|ecrit adieu", "il dit un adieu", False),
        ("dit .. adieu", "il dit un grand adieu", True),
        ("dit .. adieu", "il dit un tout petit mot adieu", False),
        ("dit ... adieu", "il dit un tout petit mot adieu", True),
        ("dit (un) adieu", "il dit adieu", True),
        ("dit (un) adieu", "il dit un adieu", True),
        ("dit (un) .. adieu", "il dit adieu", True),
        ("dit (un) .. adieu", "il dit un grand adieu", True),
        ("{veut} .. {tuer}", "il a envie de lui faire la peau", True),
        ("{veut}|dit tuer", "il dit tuer", True),
        ("coups_de|avec baton", "des coups de baton", True),
        ("a b", "la b", False),
        ("a b", "a bc", False),
    ],
)
def test_a_pattern_finds_what_it_says_and_nothing_else(pattern: str, text: str, there: bool) -> None:
    assert found(pattern, text) is there


@pytest.mark.parametrize("pattern", ["", "..", "a ..", ".. a", "(a) b", "a (b)", "{nobody}", "a| b", "*"])
def test_a_pattern_that_means_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(PatternIsInvalid):
        compile_pattern(pattern, FAMILIES)


def test_a_pattern_is_tried_only_where_its_rarest_words_stand() -> None:
    pattern = compile_pattern("il {veut} .. {tuer}", FAMILIES)
    assert pattern.anchors == {"tuer", "faire"}
    assert list(pattern.matches(Sentence.of("il veut partir"))) == []
