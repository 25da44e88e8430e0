"""What is learned from files that Rasa does not read is learned anew when they change."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.answer_reader import AnswerReader
from components.context_reader import ContextReader
from components.intent_classifier import IntentClassifier
from components.trained_part import TrainedPart


@pytest.mark.parametrize("part", [AnswerReader, ContextReader, IntentClassifier])
def test_its_fingerprint_needs_no_configuration_and_follows_the_files(part: type[TrainedPart], tmp_path: Path) -> None:
    """Rasa asks with another part's configuration where it takes this one from its cache: training failed then."""
    assert part.fingerprint_addon({}) == part.fingerprint_addon(part.get_default_config())
    (tmp_path / "follow_up.yml").write_text("moment: follow_up\nreadings: []\n")
    folders = {name: str(tmp_path) for name in part.folders_of_examples}
    first = part.fingerprint_addon(folders)
    (tmp_path / "follow_up.yml").write_text("moment: follow_up\nreadings: []\n# changed\n")
    assert part.fingerprint_addon(folders) != first
