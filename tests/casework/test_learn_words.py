from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from casework import learn_words


def messages(folder: Path) -> Path:
    """Urgent messages say « samedi » and « adieu », calm ones « comment » and « bonjour »; both name a believer."""
    path = folder / "messages.jsonl"
    urgent = [{"text": f"adieu samedi musulman {n}", "label": "urgent_attack"} for n in range(20)]
    calm = [{"text": f"bonjour comment musulman {n}", "label": "greet"} for n in range(20)]
    path.write_text("\n".join(json.dumps(line) for line in [*urgent, *calm]))
    return path


def never(folder: Path) -> Path:
    path = folder / "never.yml"
    path.write_text(yaml.safe_dump({"believer": ["musulman", "témoin de jéhovah"]}, allow_unicode=True))
    return path


def test_words_of_danger_gain_points_and_words_of_calm_lose_some(tmp_path: Path) -> None:
    examples = learn_words.read_examples([messages(tmp_path)], learn_words.read_never(never(tmp_path)))
    start, words = learn_words.learn(examples)
    assert words["samedi"] > 0 > words["bonjour"]
    assert isinstance(start, float)


def test_a_word_of_religion_can_never_be_learned_alone_or_beside_another(tmp_path: Path) -> None:
    examples = learn_words.read_examples([messages(tmp_path)], learn_words.read_never(never(tmp_path)))
    assert all("musulman" not in feature for found, _ in examples for feature in found)


def test_small_words_inside_a_name_may_be_learned(tmp_path: Path) -> None:
    assert learn_words.read_never(never(tmp_path)) == {"musulman", "temoin", "jehovah"}


def test_learning_twice_gives_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = []
    for _ in range(2):
        monkeypatch.setattr("sys.argv", ["learn", "--never", str(never(tmp_path)), str(messages(tmp_path))])
        learn_words.main()
        written.append(capsys.readouterr().out)
    assert written[0] == written[1]
    assert yaml.safe_load(written[0])["learned_from"] == 40
