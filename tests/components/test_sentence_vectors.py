from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from components import sentence_vectors
from components.sentence_vectors import WIDTH, as_read, vectors_of, vectors_of_examples


def test_each_text_has_a_row_of_length_one() -> None:
    rows = vectors_of(["bonjour", "mon fils de 17 ans ne me parle plus"])
    assert rows.shape == (2, WIDTH)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-3)


def test_no_text_at_all_gives_no_row() -> None:
    assert vectors_of([]).shape == (0, WIDTH)


def test_the_same_thing_in_other_words_stands_nearer_than_something_else() -> None:
    asked, otherwise, elsewhere = vectors_of(
        [
            "combien ça coûte ?",
            "il faut payer quelque chose pour vous consulter ?",
            "mon frère regarde des vidéos la nuit",
        ]
    )
    assert asked @ otherwise > asked @ elsewhere


HOSTILE = {
    "empty": "",
    "blank": "   ",
    "nul": "\x00",
    "half a sign": "\ud800",
    "emojis": "😭" * 4000,
    "one long word": "a" * 4000,
    "marks": "\u202e\u0301" * 2000,
    "another script": "مرحبا " * 700,
    "noncharacters": "é\x00\ufffe\U0010ffff b",
    "what overflows the engine": "\ufdfa" * 4000,
    "what the engine draws out": "\ufdfb" * 4000,
    "the engine's own marks": "<s></s><mask>" * 300,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_written_is_read(text: str) -> None:
    assert np.isfinite(vectors_of([text])).all()


def test_only_known_signs_reach_the_engine() -> None:
    every_sign = "".join(map(chr, range(0x110000)))
    handed = {sign for at in range(0, len(every_sign), 500) for sign in as_read(every_sign[at : at + 500])}
    assert len(handed) < 600
    assert handed.isdisjoint("<>\x00\ufdfa\ufdfb\u3316")


def test_of_a_long_story_the_beginning_and_the_end_are_read() -> None:
    read = as_read("il est parti. " + "on a mangé. " * 200 + "je ne sais plus quoi faire")
    assert read.startswith("il est parti.")
    assert read.endswith("je ne sais plus quoi faire")
    assert len(read) < 700


def test_what_was_worked_out_for_a_training_is_found_again_and_holds_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentence_vectors, "_OF_TRAINING", tmp_path / "kept" / "rows.npz")
    texts = ["le secret de Zébulon", "bonsoir", "le secret de Zébulon"]
    first = vectors_of_examples(texts)
    monkeypatch.setattr(sentence_vectors, "_on_every_core", lambda texts: pytest.fail("worked out again"))
    assert np.array_equal(vectors_of_examples(texts), first)
    assert "Zébulon".encode() not in (tmp_path / "kept" / "rows.npz").read_bytes()


def test_a_file_of_rows_that_was_cut_off_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_vectors, "_OF_TRAINING", tmp_path / "rows.npz")
    (tmp_path / "rows.npz").write_bytes(b"PK\x03\x04 cut off")
    assert vectors_of_examples(["bonsoir"]).shape == (1, WIDTH)


def test_a_row_is_the_same_alone_and_among_others() -> None:
    alone = vectors_of(["je voudrais qu'on me rappelle"])[0]
    among = vectors_of_examples(["je voudrais qu'on me rappelle", "bonjour"])[0]
    assert alone @ among > 0.999
