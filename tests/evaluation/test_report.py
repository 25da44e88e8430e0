"""The report's way to the model: loaded in a process of its own and asked there."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.__main__ import main
from evaluation.assistants import AssistantHasEnded, Candidate, loaded, our_candidate
from evaluation.examples import ROOT, Labelled
from evaluation.report import measure
from launcher.training import ensure_model

MESSAGES = [
    Labelled(
        "Mon fils vient de partir avec un couteau, il veut tuer son prof", "urgent_attack", "t", "clean", "direct"
    ),
    Labelled("Merci beaucoup !", "thank", "t", "clean", "calm"),
]


@pytest.mark.model
@pytest.mark.timeout(600)
def test_the_model_is_asked_every_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = ensure_model(ROOT, tmp_path / "training.log")
    monkeypatch.setenv("RELAIS_MODEL", str(model))
    (ours,) = measure([our_candidate()], MESSAGES)
    assert [answer.intent for answer in ours.answers] == ["urgent_attack", "thank"]
    assert [answer.level for answer in ours.answers] == ["urgent", "none"]
    assert ours.memory_mb > 100


def test_an_assistant_that_cannot_load_is_told(tmp_path: Path) -> None:
    missing = Candidate("missing", "spacy", tmp_path / "no_such_model")
    with pytest.raises(AssistantHasEnded, match=r"missing\.log"), loaded([missing]):
        pass


def test_without_a_model_a_sentence_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RELAIS_MODEL", raising=False)
    assert main(["report"]) == 2
    assert "launcher train" in capsys.readouterr().err
