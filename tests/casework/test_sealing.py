from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.sealing import (
    CannotOpen,
    CaseOpener,
    CaseSealer,
    ChatCipher,
    KeyIsInvalid,
    new_case_keys,
    new_chat_key,
    new_secret,
)

CIPHER = ChatCipher.from_setting(new_chat_key())


@given(plain=st.binary(max_size=2000), bound_to=st.text(max_size=60))
def test_what_is_sealed_opens_again_as_it_was(plain: bytes, bound_to: str) -> None:
    assert CIPHER.open(CIPHER.seal(plain, bound_to), bound_to) == plain


@given(plain=st.binary(min_size=1, max_size=200), position=st.integers(min_value=0))
def test_one_altered_bit_is_refused(plain: bytes, position: int) -> None:
    sealed = bytearray(CIPHER.seal(plain, "id"))
    sealed[position % len(sealed)] ^= 1
    with pytest.raises(CannotOpen):
        CIPHER.open(bytes(sealed), "id")


def test_what_is_moved_to_another_person_does_not_open() -> None:
    sealed = CIPHER.seal(b"bonjour", "person-a")
    with pytest.raises(CannotOpen):
        CIPHER.open(sealed, "person-b")


def test_sealing_twice_never_gives_the_same_bytes() -> None:
    assert CIPHER.seal(b"bonjour", "id") != CIPHER.seal(b"bonjour", "id")


@pytest.mark.parametrize("rubbish", [b"", b"\x01", b"\x01short", b"\x02" + b"x" * 80, b"plain text"])
def test_rubbish_is_refused_in_one_way(rubbish: bytes) -> None:
    with pytest.raises(CannotOpen):
        CIPHER.open(rubbish, "id")


def test_an_old_chat_key_still_opens_and_the_newest_one_seals() -> None:
    old, new = new_chat_key(), new_chat_key()
    kept = ChatCipher.from_setting(old).seal(b"hier", "id")
    both = ChatCipher.from_setting(f"{new}, {old}")
    assert both.open(kept, "id") == b"hier"
    assert ChatCipher.from_setting(new).open(both.seal(b"aujourd'hui", "id"), "id") == b"aujourd'hui"


@pytest.mark.parametrize("value", ["", " , ", "not base64 !", base64.b64encode(b"short").decode()])
def test_a_wrong_key_is_refused_and_never_repeated_in_the_error(value: str) -> None:
    for refused in (ChatCipher.from_setting, CaseOpener.from_setting):
        with pytest.raises(KeyIsInvalid) as error:
            refused(value)
        assert value.strip(" ,") == "" or value not in str(error.value)
    with pytest.raises(KeyIsInvalid):
        CaseSealer.from_setting(value)


def test_a_case_opens_for_staff_with_every_accent() -> None:
    private, public = new_case_keys()
    case = {"name": "Zoé", "message": "Mon fils, 16 ans…", "minor": True, "conversation": None}
    sealed = CaseSealer.from_setting(public).seal("AAAA-BBBB-CCCC-D", case)
    assert CaseOpener.from_setting(private).open("AAAA-BBBB-CCCC-D", sealed) == case


def test_a_case_put_under_another_reference_does_not_open() -> None:
    private, public = new_case_keys()
    sealed = CaseSealer.from_setting(public).seal("AAAA-BBBB-CCCC-D", {"name": "Zoé"})
    with pytest.raises(CannotOpen):
        CaseOpener.from_setting(private).open("EEEE-FFFF-GGGG-H", sealed)


def test_the_side_that_seals_holds_nothing_that_opens() -> None:
    _, public = new_case_keys()
    sealed = CaseSealer.from_setting(public).seal("R", {"name": "Zoé"})
    with pytest.raises(CannotOpen):
        CaseOpener.from_setting(public).open("R", sealed)
    assert "Zoé".encode() not in sealed


def test_after_a_rotation_old_cases_open_and_the_newest_public_key_comes_first() -> None:
    old_private, old_public = new_case_keys()
    new_private, new_public = new_case_keys()
    sealed = CaseSealer.from_setting(old_public).seal("R", {"name": "Zoé"})
    opener = CaseOpener.from_setting(f"{new_private},{old_private}")
    assert opener.open("R", sealed) == {"name": "Zoé"}
    assert opener.public_keys == (new_public, old_public)


def test_an_altered_case_is_refused() -> None:
    private, public = new_case_keys()
    sealed = bytearray(CaseSealer.from_setting(public).seal("R", {"name": "Zoé"}))
    sealed[-1] ^= 1
    with pytest.raises(CannotOpen):
        CaseOpener.from_setting(private).open("R", bytes(sealed))


def test_each_new_secret_is_long_and_different() -> None:
    secrets = {new_secret() for _ in range(20)}
    assert len(secrets) == 20
    assert all(len(secret) >= 43 for secret in secrets)
