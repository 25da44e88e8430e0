"""What is to be said, or kept silent, on the telephone, told from the rest of a message. Called by contact_to_say."""

from __future__ import annotations

from casework.form_words import FormWords
from casework.typed_words import clauses, questions_apart

LONGEST = 160  # characters of all that is to be said


def to_say_apart(said: FormWords, text: str) -> tuple[str, str]:
    """(the rest, what is to be said): « l’après-midi, et dites que c’est le garage » → the afternoon apart. A question
    (« ils disent d’où ils appellent ? ») asks for nothing to be said."""
    told = [clause for clause in clauses(questions_apart(text)[0]) if said.is_to_be_said(clause)]
    if not told:
        return text, ""
    rest = text
    for clause in told:
        rest = rest.replace(clause, " ", 1)
    return _tidy(rest), join_to_say("", " ; ".join(told))


def join_to_say(before: str, told: str) -> str:
    """Both, the later one last; what was told already is not told twice."""
    if told in before:
        return before
    return " ; ".join(part for part in (before, told) if part)[-LONGEST:]


def _tidy(rest: str) -> str:
    """Without the marks and « et », « mais » that led to what was taken out."""
    words = rest.split()
    while words and words[-1].strip(" ,.;:!").casefold() in {"", "et", "mais", "puis"}:
        words.pop()
    while words and words[0].strip(" ,.;:!").casefold() in {"", "et", "mais", "puis"}:
        words.pop(0)
    return " ".join(words)
