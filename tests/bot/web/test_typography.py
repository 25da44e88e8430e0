from __future__ import annotations

from datetime import datetime, timezone

from bot.web.typography import clock_time, day_name, french


def test_no_sign_of_punctuation_can_begin_a_line() -> None:
    assert french("Vraiment ? « Oui » : non ; si !") == "Vraiment\u00a0? «\u00a0Oui\u00a0»\u00a0: non\u00a0; si\u00a0!"


def test_apostrophes_are_typographic() -> None:
    assert french("l'aide") == "l’aide"


def test_times_and_days_are_belgian_and_in_french() -> None:
    moment = datetime(2026, 12, 1, 8, 5, tzinfo=timezone.utc)
    assert clock_time(moment) == "9h05"
    assert day_name(moment) == "mardi 1er décembre"


def test_the_day_changes_at_midnight_in_belgium() -> None:
    assert day_name(datetime(2026, 7, 14, 22, 30, tzinfo=timezone.utc)) == "mercredi 15 juillet"
