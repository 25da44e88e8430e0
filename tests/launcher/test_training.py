"""The model is trained again exactly when something it depends on has changed."""

from __future__ import annotations

from pathlib import Path

from launcher.training import digest_of_inputs


def lay_out(root: Path) -> None:
    (root / "nlu_data" / "nlu").mkdir(parents=True)
    (root / "nlu_data" / "nlu" / "urgent.yml").write_text("nlu: []")
    (root / "domain.yml").write_text("intents: []")


def test_the_digest_stays_while_nothing_changes(tmp_path: Path) -> None:
    lay_out(tmp_path)
    assert digest_of_inputs(tmp_path) == digest_of_inputs(tmp_path)


def test_a_changed_example_changes_the_digest(tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = digest_of_inputs(tmp_path)
    (tmp_path / "nlu_data" / "nlu" / "urgent.yml").write_text("nlu: [one more]")
    assert digest_of_inputs(tmp_path) != before


def test_what_the_model_does_not_depend_on_leaves_the_digest(tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = digest_of_inputs(tmp_path)
    (tmp_path / "README.md").write_text("hello")
    assert digest_of_inputs(tmp_path) == before
