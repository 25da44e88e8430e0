from __future__ import annotations

import pytest

from bot.web.layout import Layout
from casework.directory import load_directory


@pytest.fixture(scope="module")
def layout() -> Layout:
    return Layout(load_directory())


def test_a_blank_line_ends_a_paragraph_and_a_line_stays_a_line(layout: Layout) -> None:
    assert layout.blocks("Un.\nDeux.\n\nTrois.") == [
        {"p": [[{"text": "Un."}], [{"text": "Deux."}]]},
        {"p": [[{"text": "Trois."}]]},
    ]


def test_points_become_a_list_between_what_stands_around_them(layout: Layout) -> None:
    blocks = layout.blocks("Voici :\n• un ;\n• deux.\nFin.")
    assert [next(iter(block)) for block in blocks] == ["p", "list", "p"]
    assert blocks[1] == {"list": [[{"text": "un\u00a0;"}], [{"text": "deux."}]]}


def test_a_number_alone_on_its_line_is_there_to_be_called(layout: Layout) -> None:
    blocks = layout.blocks("La police :\n101\n\nLe CAPREV :\n0800 111 72")
    assert blocks[1] == {"call": {"name": "Police", "number": "101", "to": "tel:101"}}
    assert blocks[3] == {"call": {"name": "CAPREV", "number": "0800\u00a0111\u00a072", "to": "tel:+3280011172"}}


def test_a_number_in_a_sentence_is_a_link_that_does_not_break(layout: Layout) -> None:
    (paragraph,) = layout.blocks("Appelez le 0800 111 72, ou le 112.")[0]["p"]
    links = [segment for segment in paragraph if "to" in segment]
    assert links == [
        {"text": "0800\u00a0111\u00a072", "to": "tel:+3280011172"},
        {"text": "112", "to": "tel:112"},
    ]


def test_digits_inside_other_digits_are_no_number_to_call(layout: Layout) -> None:
    for text in ("Article 1121.", "2112 personnes", "0470 10 11 12", "le 101/2024"):
        assert all("to" not in segment for block in layout.blocks(text) for line in block["p"] for segment in line)


def test_addresses_of_sites_and_letter_boxes_can_be_opened(layout: Layout) -> None:
    (line,) = layout.blocks("Voir https://www.exemple.be/page. Ou aide@exemple.be.")[0]["p"]
    assert [segment["to"] for segment in line if "to" in segment] == [
        "https://www.exemple.be/page",
        "mailto:aide@exemple.be",
    ]


def test_a_reference_stands_out(layout: Layout) -> None:
    from casework.references import new_reference

    reference = new_reference()
    assert layout.blocks(f"Votre référence :\n{reference}\nNotez-la.")[1] == {"reference": reference}


def test_a_persons_own_words_never_become_links(layout: Layout) -> None:
    assert layout.plain("112\nhttps://exemple.be\n• x") == [
        {"p": [[{"text": "112"}], [{"text": "https://exemple.be"}], [{"text": "• x"}]]}
    ]


def test_nothing_of_a_text_gets_lost(layout: Layout) -> None:
    text = "Un 112 deux.\n• trois 101\nquatre\n\n107\n\ncinq"
    words = "".join(str(block) for block in layout.blocks(text))
    assert all(word in words for word in ("Un", "112", "deux", "trois", "101", "quatre", "107", "cinq"))
