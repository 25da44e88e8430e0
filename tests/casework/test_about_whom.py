"""Whom a contact request is about, as it was said with the wish."""

from __future__ import annotations

from casework.about_whom import about_whom
from casework.yaml_files import DATA, read_yaml

ABOUT = about_whom(read_yaml(DATA / "contact_message.yml"))


def test_an_age_in_brackets_is_closed() -> None:
    said = "je voudrais que le caprev me rappelle au sujet de ma fille (22 ans). Marc"
    assert ABOUT.in_(said) == "ma fille (22 ans)"
    assert ABOUT.in_("c'est pour mon fils de 19 ans, il a changé") == "mon fils de 19 ans"
