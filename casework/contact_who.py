"""Who writes the contact request, as a message tells it: a relative, a professional or the person themselves, with the
name, the age and the place that stand beside it. Called by contact_reading and the actions of the form."""

from __future__ import annotations

import re
from typing import Any

from casework.ages import own_age
from casework.ages_of_others import ADULT
from casework.contact_form import ContactForm
from casework.name_beside import name_beside
from casework.typed_words import clauses
from casework.words import comparable
from casework.writer_names import alone_with_a_place, named_with_a_place, presented_in

# « la maman de deux garçons », « le papa d’un ado »
_WHOSE = re.compile(r"(?<!\w)(?:d un|d une|d|de (?:un|une|deux|trois|la|mon|ma|cet|ce|[a-z]+))(?!\w)")
MOST_OF_A_JOB = 3  # words
KIN_OF = {"sa", "son", "leur", "la", "le", "l"}  # « je suis sa tante », « je suis la mère »
LATE = {"write_here", "attach", "confirmed"}


def said_at_the_beginning(form: ContactForm, text: str) -> dict[str, Any]:
    """What a message before the form tells of the writer: who, how old, where; not how to reach them."""
    said = who_writes(form, text, "consent") or of_a_job(form, text)
    if not said and is_kin_of_whom_it_is_about(form, text):
        said["role"] = "relative"
    if form.facts.is_for_oneself(text) and is_kin(form, text):
        said["role"] = "relative"
    elif form.facts.is_plainly_for_oneself(text) or (form.facts.is_for_oneself(text) and not form.about.in_(text)):
        said["role"] = "self"  # « rappelez-moi au sujet de mon mari, c’est pour moi » leaves it open
    age = own_age(text)
    if age is not None:
        said["adult"] = "no" if age < ADULT else "yes"
        if age < ADULT:
            said["role"] = "self"
    said |= presented(form, text)
    if place := form.facts.own_place(text):
        said["commune"] = place
    if name := form.spoken.introduced_in(text):
        said["name"] = name
    return said


def who_writes(form: ContactForm, text: str, asked: str) -> dict[str, Any]:
    """Who writes, behind « je suis »; not where that very question is open. What is denied does not count."""
    if form.roles.speaks_as_kin(text):
        return {} if asked == "role" else {"role": "relative"}
    if asked not in {"role", "adult", "message"} and writes_of_the_past(form, text):
        return {"role": "relative"}
    if asked in {"role", "adult"}:
        return {"role": "relative"} if asked == "adult" and is_kin(form, text) else {}
    if asked == "confirmed" and form.is_plain_answer(form.field("role"), text):
        value = form.field("role").read(text)
        if value != "self" or form.facts.is_for_oneself(text):  # « c’est bon pour moi » agrees
            return {"role": value}
    late = asked in LATE or form.roles.denies(text)
    if late and form.roles.relative_in(text, bare=asked == "confirmed"):
        return {"role": "relative"}
    role = form.field("role")
    for words in form.facts.who_is(form.roles.without_the_denied(text)):
        if (value := role.read(words)) and value != "self":
            return {"role": "relative" if is_kin_of_whom_it_is_about(form, text) else value}
    return {"role": "relative"} if asked not in LATE | {"message"} and form.roles.is_kin_of_somebody(text) else {}


def is_kin(form: ContactForm, text: str) -> bool:
    """« c’est pour moi, je suis sa cousine », « c’est pour moi, en tant que sœur »: the one who writes is somebody’s
    relative, whatever « pour moi » says."""
    if form.roles.speaks_as_kin(text) or form.roles.presents_as_kin(text):
        return True
    told = (words for words in form.facts.who_is(text) if words.split()[0] in KIN_OF)
    return any(form.field("role").read(words) == "relative" for words in told)


def is_kin_of_whom_it_is_about(form: ContactForm, text: str) -> bool:
    """« je suis infirmière, c’est pour mon fils », « ancien éducateur, au sujet de ma sœur »: a job named beside one’s
    own family makes nobody a professional; « … pour un élève » does."""
    is_told = form.roles.is_over(text) or form.field("role").read(form.about.without(text)) == "professional"
    return is_told and form.roles.is_for_own_kin(text, form.about.in_(text))


def writes_of_the_past(form: ContactForm, text: str) -> bool:
    """« j’ai été son professeur », « son ancien entraîneur »: no professional any more, but somebody who knows them;
    « j’étais son prof, je suis directeur de l’école » still is one."""
    return form.roles.knew_them_once(text) and form.field("role").read(text) != "professional"


def of_a_job(form: ContactForm, text: str) -> dict[str, Any]:
    """« éducateur en AMO à Andenne, je voudrais… »: a clause that begins with a job, and where it is done."""
    role = form.field("role")
    if is_kin_of_whom_it_is_about(form, text):
        return {"role": "relative"}
    told = clauses(text)
    for clause, behind in zip(told, [*told[1:], ""], strict=True):
        if form.roles.is_over(f"{clause}, {behind}"):
            continue  # « infirmière à domicile, pensionnée »
        words = clause.split()[:MOST_OF_A_JOB]
        is_job = role.read(words[0]) == "professional" or (
            role.read(" ".join(words)) == "professional" and role.read(" ".join(words[1:])) != "professional"
        )
        if is_job:
            town = form.facts.town_in(clause)
            return {"role": "professional"} | ({"commune": town} if town else {})
    return {}


def says_who_writes(form: ContactForm, clause: str) -> bool:
    """« donc je suis sa tante », « sa grande sœur », « moi je suis éducateur »; not « la maman de deux garçons »."""
    role, said = form.field("role"), comparable(clause)
    if _WHOSE.search(said) or form.roles.denies(clause):
        return False
    own = said.split()[:1] in (["sa"], ["son"], ["leur"])
    told = form.facts.who_is(clause) or ([said] if own or said.startswith("c est sa ") else [])
    return any(role.read(words) in {"relative", "professional"} for words in told)


def presented(form: ContactForm, text: str) -> dict[str, Any]:
    """The name, the role and the town of a writer who presents themself in one line."""
    found = presented_in(text, lambda words: form.field("role").read(words) == "relative")
    if found is None:
        name = name_beside(text, lambda clause: says_who_writes(form, clause), form.spoken.never)
        return ({"name": name} if name and not form.spoken.towns.are(name) else {}) | placed(form, text)
    town = form.facts.town_in(found.town) if found.town else None
    return {"name": found.name, "role": "relative"} | ({"commune": town} if town else {})


def placed(form: ContactForm, text: str) -> dict[str, Any]:
    """« Nadia, de Namur. », « moi c’est Monique, de Jambes », « Momo de Sambreville »"""
    towns, named = form.spoken.towns.are, lambda word: _is_no_name(form, word)
    found = named_with_a_place(text, towns) or alone_with_a_place(text, towns, named)
    return {"name": found[0], "commune": form.facts.town_in(found[1]) or found[1]} if found else {}


def _is_no_name(form: ContactForm, word: str) -> bool:
    """« maman de Namur », « Ville de Namur »"""
    known = form.spoken.never.are(word) or form.spoken.not_before_a_town.are(word)
    return known or form.field("role").read(word) is not None
