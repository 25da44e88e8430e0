"""contact_form.yml is checked when it is read: a list that is missing is named, and nothing starts without it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from casework.contact_form import ContactFormIsInvalid, load_contact_form
from casework.words import comparable
from casework.yaml_files import DATA, read_yaml


@pytest.mark.parametrize("missing", ["found_good", "confirming", "erasing", "fields", "questions"])
def test_a_file_without_one_of_its_lists_is_refused(tmp_path: Path, missing: str) -> None:
    data = {key: value for key, value in read_yaml(DATA / "contact_form.yml").items() if key != missing}
    path = tmp_path / "contact_form.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ContactFormIsInvalid, match=missing):
        load_contact_form(path)


@pytest.mark.parametrize("missing", ["time_wishes", "instead"])
def test_a_file_without_a_list_of_the_facts_is_refused(tmp_path: Path, missing: str) -> None:
    data = read_yaml(DATA / "contact_form.yml")
    facts = {key: value for key, value in data["facts"].items() if key != missing}
    path = tmp_path / "contact_form.yml"
    path.write_text(yaml.safe_dump({**data, "facts": facts}, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ContactFormIsInvalid, match=missing):
        load_contact_form(path)


@pytest.mark.parametrize(
    ("text", "is_found_good"),
    [("oui c'est bon, envoyez", True), ("oui tout est bon envoyez", True), ("c'est bon, envoyez", False)],
)
def test_only_a_yes_finds_it_good(text: str, is_found_good: bool) -> None:
    said = load_contact_form().said
    assert (said.found_good.length_at_start(comparable(text)) > 0) is is_found_good
