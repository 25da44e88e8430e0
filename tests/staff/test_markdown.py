from __future__ import annotations

import re
from pathlib import Path

from casework.request_states import request_states
from staff.markdown import to_html
from staff.roles import roles


def test_headings_paragraphs_lists_and_tables_become_html() -> None:
    html = to_html(
        "# Titre\n\nUn **mot** et\n`code`.\n\n- un\n- deux\n\n1. a\n2. b\n\n| A | B |\n| --- | --- |\n| 1 | 2 |", "/p/"
    )

    assert '<h1 id="titre">Titre</h1>' in html
    assert "<p>Un <strong>mot</strong> et <code>code</code>.</p>" in html
    assert "<ul><li>un</li><li>deux</li></ul>" in html
    assert "<ol><li>a</li><li>b</li></ol>" in html
    assert '<th scope="col">A</th>' in html
    assert '<td data-label="B">2</td>' in html


def test_pictures_come_from_the_folder_that_the_page_names() -> None:
    html = to_html("![La liste](pictures/staff-liste-desktop.png)", "/guide/images/")

    assert '<img src="/guide/images/staff-liste-desktop.png" alt="La liste"' in html


def test_links_lead_to_headings_pages_and_secure_addresses_only() -> None:
    html = to_html("[a](#titre) [b](/demandes) [c](https://exemple.be) [d](javascript:alert)", "/p/")

    assert '<a href="#titre">a</a>' in html
    assert '<a href="https://exemple.be">c</a>' in html
    assert 'href="javascript' not in html


def test_html_in_the_text_is_shown_not_obeyed() -> None:
    assert "<script>" not in to_html("<script>alert(1)</script>", "/p/")


GUIDE = Path("docs/guide-intervenants.md")


def test_every_link_and_picture_of_the_guide_leads_somewhere() -> None:
    html = str(to_html(GUIDE.read_text(encoding="utf-8"), "/guide/images/"))

    anchors = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= anchors
    pictures = re.findall(r'src="/guide/images/([^"]+)"', html)
    assert len(pictures) > 5
    assert not [name for name in pictures if not (GUIDE.parent / "pictures" / name).is_file()]


def test_every_state_and_role_is_explained_in_the_guide() -> None:
    text = GUIDE.read_text(encoding="utf-8")

    for state in request_states().states.values():
        assert f"| {state.title.removesuffix(' au CAPREV')} |" in text
    for role in roles().roles.values():
        assert f"**{role.title}**" in text
