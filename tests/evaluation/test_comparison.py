from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.answers import Answer
from evaluation.assistants import Candidate
from evaluation.breakdown import breakdown
from evaluation.comparison import Measured, aligned, markdown, table
from evaluation.examples import Labelled
from evaluation.page import write_page
from evaluation.records import Training


@pytest.fixture
def measured(tmp_path: Path) -> list[Measured]:
    """Two assistants on two messages: ours hears both, the other misses the farewell."""
    model = tmp_path / "gone.tar.gz"
    farewell = Labelled("prenez soin de <maman>", "urgent_suicide", "e1", "clean", "indirect")
    film = Labelled("ce film m'a tué", "out_of_scope", "e1", "clean", "hard_calm")
    calm = Answer(film, "out_of_scope", 0.9, "none", 0.01, 2.0)
    heard = Answer(farewell, "urgent_suicide", 0.9, "urgent", 0.9, 3.0)
    missed = Answer(farewell, "goodbye", 0.8, "none", 0.2, 9.0)
    training = Training("spacy", model.name, "abcd", 14000, 12, 1200.0, 2100.0)
    return [
        Measured(Candidate("ours", "ours", model, model_mb=1.5), 900.0, [heard, calm]),
        Measured(Candidate("spacy", "stock", model, training, 15000, 1.5), 2000.0, [missed, calm]),
    ]


def test_each_assistant_has_its_column(measured: list[Measured]) -> None:
    rows = dict(table(measured))
    assert rows[""] == ["Relais", "Rasa + spaCy, stock"]
    assert [cell[:5] for cell in rows["urgent recall"]] == ["1.000", "0.000"]
    assert rows["model"] == ["1.5 MB", "1.5 MB"]
    assert rows["training, wall / CPU"] == ["–", "1200 / 2100 s (14,000 examples)"]
    assert rows["trained on"][1] == "15,000 examples"


def test_the_table_stands_in_markdown_and_in_a_terminal(measured: list[Measured]) -> None:
    rows = table(measured)
    lines = markdown(rows).splitlines()
    assert {line.count("|") for line in lines} == {4}
    assert len(lines) == len(rows) + 1
    assert "urgent recall" in aligned(rows)


def test_the_page_holds_its_pictures_and_the_words_safely(measured: list[Measured], tmp_path: Path) -> None:
    page = tmp_path / "deep" / "report.html"
    write_page(page, measured[1:], breakdown(measured[1].answers), "two messages")
    html = page.read_text(encoding="utf-8")
    assert html.count("data:image/png;base64,") == 3
    assert "http" not in html
    assert "&lt;maman&gt;" in html
