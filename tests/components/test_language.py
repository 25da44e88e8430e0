from __future__ import annotations

import pytest

from components.language import foreign_language


@pytest.mark.parametrize("text", ["t'es vraiment trop con comme machine", "t con toi", "tu es trop con"])
def test_rude_french_is_french(text: str) -> None:
    assert foreign_language(text) is None


@pytest.mark.parametrize(
    "text", ["ok jpe sonner mtn la ? on é mardi", "é kan jve apeler y a kelk1 la ?", "jsai pa ossi"]
)
def test_french_as_it_is_typed_on_a_telephone_is_french(text: str) -> None:
    assert foreign_language(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("mi hijo no quiere hablar con nosotros", "es"), ("mio figlio non parla con noi, ho paura", "it")],
)
def test_words_that_two_languages_share_hide_no_other_language(text: str, language: str) -> None:
    assert foreign_language(text) == language
