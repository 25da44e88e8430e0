"""The fields of a contact request as data/contact_form.yml describes them, and how an answer to one is read.

Called by the actions, which ask; free of Rasa, so that every rule of the form is tested in milliseconds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from casework.about_whom import AboutWhom, about_whom
from casework.ages import read_age
from casework.agreement import Agreement, agreement
from casework.choices import Choice
from casework.contact_facts import ContactFacts
from casework.contact_field import LONGEST_NAME, SKIPPED, Field, Values
from casework.contact_message import MessageWords, message_words
from casework.dictated import with_marks
from casework.fact_words import fact_words
from casework.form_words import FormWords, form_words
from casework.grown_up import GrownUp, grown_up
from casework.line_corrections import LineCorrections
from casework.places import load_places
from casework.role_words import RoleWords, role_words
from casework.run_on import RunOn, run_on
from casework.spoken_names import SpokenNames, spoken_names
from casework.words import Words, best_match, comparable
from casework.yaml_files import DATA, read_yaml

LONGEST_AGE = 6  # words


class ContactFormIsInvalid(ValueError):
    """contact_form.yml cannot be used; the text says which field is wrong and how."""


@dataclass(frozen=True)
class Recipient:
    service: str
    name: str
    asked_by: Words
    notice: str | None


@dataclass(frozen=True)
class ContactForm:
    """Fields in the order they are asked; `acts` are the words that cancel, pause, skip or go back anywhere.

    `fillers`: words that add nothing to an answer; `sms`: how people ask for a text message.
    """

    fields: tuple[Field, ...]
    recipients: Mapping[str, Recipient]
    acts: Mapping[str, Words]
    titles: Mapping[str, str]
    summary_lines: Mapping[str, str]
    names_of_lines: Mapping[str, Sequence[str]]
    texts: Mapping[str, str]
    tries: int
    fillers: frozenset[str]
    sms: Words
    said: FormWords
    agreement: Agreement
    facts: ContactFacts
    spoken: SpokenNames
    roles: RoleWords
    questions: Mapping[str, Words]
    message_words: MessageWords
    about: AboutWhom
    grown_up: GrownUp
    run_on: RunOn

    def field(self, name: str) -> Field:
        """Raises KeyError."""
        return {f.name: f for f in self.fields}[name]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.fields)

    @cached_property
    def line_words(self) -> dict[str, Words]:
        """How people name a line of the read-back: its title, or the word of the field."""
        return {
            name: Words([line.split(" :")[0], *self.names_of_lines.get(name, ())])
            for name, line in self.summary_lines.items()
            if name in self.names
        }

    def as_typed(self, text: str) -> str:
        """A message that was dictated, or written without marks, with its marks."""
        return self.run_on.with_breaks(with_marks(text))

    def next_missing(self, values: Values) -> Field | None:
        """The first field that is asked and has no value yet; None when the request is complete."""
        asked = (f for f in self.fields if not f.on_demand and f.is_asked(values))
        return next((f for f in asked if values.get(f.name) is None), None)

    def is_plain_answer(self, field: Field, text: str) -> bool:
        """`text` answers the field and says nothing else: « je suis le papa », « par téléphone svp », « Marie »."""
        if field.short:
            return len(text.split()) < LONGEST_NAME and field.read(text) is not None
        if field.kind != "choice" or field.read(text) is None:
            return False
        if field.age_from and read_age(text) is not None:
            return len(text.split()) <= LONGEST_AGE
        left = comparable(text)
        for choice in field.choices:
            left = choice.words.taken_out_of(left)
        return set(left.split()) <= self.fillers

    def act_in(self, text: str) -> str | None:
        """cancel, pause, skip or back when `text` is just that."""
        return next((act for act, words in self.acts.items() if words.are(text)), None)

    def is_command(self, text: str) -> bool:
        """Words of sending, agreeing, refusing, and nothing else: « oui c’est bon, envoyez » is no name and no time."""
        left = self.said.commands.taken_out_of(re.sub(r"[^\w\s'’-]+", " ", text))
        return self.said.commands.are_in(text) and set(left.split()) <= self.fillers

    def question_in(self, text: str) -> str | None:
        """The id of the answer to a question about the request itself (« c’est lu par qui ? »)."""
        return best_match(text, self.questions)

    def asked_recipient(self, text: str) -> str | None:
        """The recipient that a text asks for by name; None when it names none."""
        return best_match(text, {key: r.asked_by for key, r in self.recipients.items()})

    def summary(self, values: Values, shown: Mapping[str, str]) -> str:
        """What was given, a line a field, for the read-back. `shown` replaces values (recipient, phone)."""
        lines = []
        for name, line in self.summary_lines.items():
            value = shown.get(name) or self._shown(name, values)
            if value:
                lines.append(line.format(value=value))
        return "\n".join(lines)

    def _shown(self, name: str, values: Values) -> str | None:
        value = values.get(name)
        if name not in self.names or value in (None, SKIPPED) or not self.field(name).is_kept(values):
            return None
        return self.field(name).title_of(str(value))


def _field(
    data: dict[str, Any], whole: dict[str, Any], no_names: Words, sentence_words: Words, over: re.Pattern[str]
) -> Field:
    choices = tuple(
        Choice(c["value"], c["title"], Words([c["title"], c["value"], *c["words"]])) for c in data.get("choices", ())
    )
    conditions = {
        key: {name: tuple(allowed) for name, allowed in data[key].items()} if key in data else None
        for key in ("only_if", "only_if_not", "kept_if")
    }
    return Field(
        name=data["name"], kind=data["kind"], ask=data["ask"].strip(), invalid=data["invalid"], choices=choices,
        invalid_again=data.get("invalid_again"), ask_again=data.get("ask_again"),
        ask_again_too=data.get("ask_again_too"), closings=tuple(whole["closings"]),
        optional=data.get("optional", False), longest=data.get("max", 200),
        only_if=conditions["only_if"], only_if_not=conditions["only_if_not"], kept_if=conditions["kept_if"],
        age_from=data.get("age_from"),
        on_demand=data.get("on_demand", False), openings=tuple(data.get("openings", ())),
        short=data.get("short", False), not_a_name=no_names, in_a_sentence=sentence_words,
        never_begins=Words(data.get("never_begins", ())), left_out=Words(data.get("left_out", ())),
        over=over if data["name"] == "role" else None,
    )  # fmt: skip


def _recipient(data: dict[str, Any]) -> Recipient:
    return Recipient(data["service"], data["name"], Words(data["asked_by"]), data.get("notice"))


def _facts(data: dict[str, Any]) -> ContactFacts:
    short = [entry["name"] for entry in data["fields"] if entry.get("short")]
    lines = LineCorrections(data["corrections"], {name: data["line_names"][name] for name in short})
    towns = load_places().names()
    return ContactFacts(fact_words(data, Words(towns)), form_words(data), lines)


def load_contact_form(path: Path | None = None) -> ContactForm:
    """Raises ContactFormIsInvalid, YamlFileIsInvalid."""
    data = read_yaml(path or DATA / "contact_form.yml")
    of_messages = read_yaml(DATA / "contact_message.yml")
    try:
        no_names, sentence_words = Words(data["no_names"]), Words(data["sentence_words"])
        roles = role_words(data)
        return ContactForm(
            fields=tuple(_field(entry, data, no_names, sentence_words, roles.over) for entry in data["fields"]),
            recipients={key: _recipient(entry) for key, entry in data["recipients"].items()},
            acts={act: Words(words) for act, words in data["acts"].items()},
            titles=data["titles"], summary_lines=data["summary"], names_of_lines=data["line_names"],
            texts=data["texts"], tries=data["tries"],
            fillers=frozenset(comparable(str(word)) for word in data["fillers"]), sms=Words(data["sms_words"]),
            said=form_words(data), agreement=agreement(data), facts=_facts(data),
            roles=roles, spoken=spoken_names(data, Words(load_places().names())),
            questions={entry["answer"]: Words(entry["words"]) for entry in data["questions"]},
            run_on=run_on(data, Words(load_places().names())),
            message_words=message_words(of_messages), about=about_whom(of_messages), grown_up=grown_up(data),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise ContactFormIsInvalid(f"contact_form.yml: {error!r} is missing or of the wrong form") from None
