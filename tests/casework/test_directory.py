from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.directory import (
    Directory,
    DirectoryIsInvalid,
    can_be_offered,
    load_directory,
    visible_address,
    visible_email,
    visible_phone,
    visible_url,
)
from casework.opening_hours import visible_hours
from casework.yaml_files import DATA

DIRECTORY = load_directory()


def test_every_service_of_the_file_is_loaded() -> None:
    assert len(DIRECTORY.services) == 46
    assert DIRECTORY.service("be-112").phone is not None


def test_every_service_has_a_short_name_and_an_alias_of_its_own() -> None:
    names = yaml.safe_load((DATA / "service_names.yml").read_text())
    assert set(names) == set(DIRECTORY.services)
    assert all(service.aliases for service in DIRECTORY.services.values())


def test_what_is_shown_says_apostrophes_in_one_way() -> None:
    for service in DIRECTORY.services.values():
        assert "'" not in f"{service.name}{service.hours_text}{service.what_for}{service.address}{service.cost}"


def test_a_phone_read_in_a_good_source_is_shown_before_anybody_confirmed_it() -> None:
    caprev = DIRECTORY.service("caprev-0800")
    phone = visible_phone(caprev)
    assert phone is not None
    assert (phone.display, phone.to_call) == ("0800 111 72", "+3280011172")
    assert visible_phone(DIRECTORY.service("be-112")) is not None


def test_a_short_code_is_dialled_as_it_is() -> None:
    phone = visible_phone(DIRECTORY.service("child-focus-116000"))
    assert phone is not None
    assert (phone.display, phone.to_call) == ("116 000", "116000")


def test_a_field_of_low_confidence_is_not_shown_until_it_is_confirmed() -> None:
    guard = DIRECTORY.service("garde-1733")
    assert guard.phone is not None
    assert visible_phone(guard) is None
    assert visible_hours(guard) is None
    assert visible_phone(replace(guard, checked_on=date(2026, 12, 1))) is not None


def test_unconfirmed_hours_are_marked_and_confirmed_ones_are_not() -> None:
    caprev = DIRECTORY.service("caprev-0800")
    assert "(horaires à vérifier)" in str(visible_hours(caprev))
    assert "vérifier" not in str(visible_hours(replace(caprev, checked_on=date(2026, 12, 1))))
    assert "vérifier" not in str(visible_hours(DIRECTORY.service("be-112")))


def test_what_is_no_public_contact_shows_nothing_at_all() -> None:
    for id in ("namur-csil-r", "police-referent-radicalisme", "vl-opvoedingslijn"):
        service = DIRECTORY.service(id)
        shown = [visible(service) for visible in (visible_phone, visible_email, visible_url, visible_address)]
        assert shown == [None] * 4
        assert visible_hours(service) is None
        assert not can_be_offered(service)


def test_advice_is_not_offered_as_a_contact() -> None:
    assert not can_be_offered(DIRECTORY.service("contenu-en-ligne"))
    assert not can_be_offered(DIRECTORY.service("protocole-2018"))


def test_what_cannot_be_reached_is_not_offered() -> None:
    assert not can_be_offered(DIRECTORY.service("cpas-namur"))
    assert can_be_offered(DIRECTORY.service("caprev-0800"))


def test_the_operator_is_told_what_is_unconfirmed_and_not_what_is_sure() -> None:
    ids = {service.id for service in DIRECTORY.unconfirmed()}
    assert "caprev-0800" in ids
    assert "be-112" not in ids


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("c'est quoi le SAJ ?", "saj-namur"),
        ("le numéro vert il est ouvert", "caprev-0800"),
        ("et le 107 ?", "tele-accueil-107"),
        ("maison de l’adolescent", "mado-namur"),
        ("la cohesion social de namur", "namur-cohesion-sociale"),
        ("le référent radicalisme de la police", "police-referent-radicalisme"),
        ("le 0800 30 030", "ecoute-violences-conjugales"),
    ],
)
def test_a_service_is_found_by_what_people_call_it(said: str, id: str) -> None:
    assert DIRECTORY.find(said)[0].id == id


@pytest.mark.parametrize("said", ["", "bonjour", "mon fils ne me parle plus", "il a 17 ans", "oui"])
def test_no_service_is_found_where_none_is_named(said: str) -> None:
    assert DIRECTORY.find(said) == []


def test_every_service_is_found_by_its_own_name() -> None:
    for service in DIRECTORY.services.values():
        assert service in DIRECTORY.find(service.short_name)


Change = Callable[[dict[str, Any], dict[str, Any]], Any]


def changed(tmp_path: Path, change: Change) -> Directory:
    """The real file after `change(entry of CAPREV, meta)`, loaded."""
    data = yaml.safe_load((DATA / "services.yml").read_text())
    change(next(entry for entry in data["services"] if entry["id"] == "caprev-0800"), data["meta"])
    path = tmp_path / "services.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True))
    return load_directory(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda entry, meta: entry.pop("hours_text"),
        lambda entry, meta: entry.update(colour="green"),
        lambda entry, meta: entry.update(kind="helplines"),
        lambda entry, meta: entry.update(source=[]),
        lambda entry, meta: entry.update(checked_on="soon"),
        lambda entry, meta: entry.update(confidence_detail={"phone": "sure"}),
        lambda entry, meta: entry.update(outside_hours_fallback=["be-999"]),
        lambda entry, meta: entry["phone"].update(dial="0800/111"),
        lambda entry, meta: entry["phone"].update(e164=None),
        lambda entry, meta: entry["hours"].pop("sun"),
        lambda entry, meta: entry["hours"].update(mon=[["13:00", "09:00"]]),
        lambda entry, meta: entry["hours"].update(mon=[["09:00", "12:00"], ["11:00", "13:00"]]),
        lambda entry, meta: entry["hours"].update(mon=[["9h", "13h"]]),
        lambda entry, meta: entry["hours"].update(mon=[["09:00", "24:00"], ["10:00", "11:00"]]),
        lambda entry, meta: entry["hours"].update(public_holidays="closed"),
    ],
)
def test_a_wrong_entry_stops_the_start_and_is_named(tmp_path: Path, change: Change) -> None:
    with pytest.raises(DirectoryIsInvalid, match="service caprev-0800: "):
        changed(tmp_path, change)


def test_a_line_listed_as_always_answering_must_do_so(tmp_path: Path) -> None:
    with pytest.raises(DirectoryIsInvalid, match="caprev-0800"):
        changed(tmp_path, lambda entry, meta: meta["always_available"].append("caprev-0800"))


def test_a_wrong_date_of_a_movable_holiday_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(DirectoryIsInvalid, match="easter_monday"):
        changed(
            tmp_path,
            lambda entry, meta: meta["public_holidays"]["movable_2027"].update(easter_monday="2027-04-05"),
        )


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DirectoryIsInvalid, match="be-112: stands twice"):
        changed(tmp_path, lambda entry, meta: entry.update(id="be-112"))


def test_a_file_that_is_not_there_is_a_sentence_and_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(DirectoryIsInvalid, match="nowhere"):
        load_directory(tmp_path / "nowhere.yml")
