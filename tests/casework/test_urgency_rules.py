from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.text import only_words
from casework.urgency_rules import UrgencyRulesAreInvalid, load_rules
from casework.yaml_files import DATA

RULES = DATA / "urgency_rules.yml"
NEUTRAL = Path(__file__).parents[2] / "components" / "data" / "neutral_words.yml"
# Places of prayer and those who lead it stand in a family of places and of persons that somebody may aim at.
EQUAL_WITH_OTHERS = {"place_of_worship", "cleric"}
# These words are mostly used for something else: a colour, a foreign number, a language.
ALSO_ORDINARY = {"noir", "noire", "blanc", "etranger", "etrangere", "francais", "croix"}


def neutral_words() -> set[str]:
    groups = yaml.safe_load(NEUTRAL.read_text())
    words = {only_words(word) for name, group in groups.items() if name not in EQUAL_WITH_OTHERS for word in group}
    return words - ALSO_ORDINARY


def test_no_sign_and_no_damper_holds_a_word_of_religion_origin_or_ideology() -> None:
    rules = load_rules()
    words = {word for rule in (*rules.signs, *rules.dampers) for pattern in rule.patterns for word in pattern.words}
    assert words & neutral_words() == set()


def test_no_learned_word_is_one_of_religion_origin_ideology_or_a_camp() -> None:
    rules = load_rules()
    learned = {word for feature in rules.words.points for word in feature.split()}
    assert learned & (neutral_words() | rules.words.never_learned) == set()


def test_every_family_is_used_and_every_reason_is_french_for_staff() -> None:
    text = "\n".join(line for line in RULES.read_text().splitlines() if not line.startswith("#"))
    data = yaml.safe_load(text)
    used = set(re.findall(r"\{([a-z_0-9]+)\}", text))
    assert set(data["families"]) == used
    assert all(sign["reason"][0].islower() for sign in data["signs"])


def test_every_kind_can_ring_by_itself() -> None:
    rules = load_rules()
    loud = {sign.kind for sign in rules.signs if sign.points + rules.words.never_below >= rules.urgent_from}
    assert loud == {"attack", "departure", "suicide", "danger"}


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["signs"][0].update(kind="attaque"),
        lambda data: data["signs"][0].update(points=0),
        lambda data: data["signs"][0].update(pattern=["x"]),
        lambda data: data["signs"][0].update(patterns=["{nobody}"]),
        lambda data: data["signs"][0].pop("reason"),
        lambda data: data["dampers"][0].update(reach="word"),
        lambda data: data.update(levels={"urgent": 3, "unsure": 5}),
        lambda data: data["words"].pop("never_below"),
        lambda data: data.update(held=["nobody"]),
        lambda data: data.pop("negations"),
    ],
)
def test_a_wrong_rule_stops_the_start(tmp_path: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    data = yaml.safe_load(RULES.read_text())
    change(data)
    path = tmp_path / "rules.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True))
    with pytest.raises(UrgencyRulesAreInvalid):
        load_rules(path)
