"""What is said so plainly that nothing is weighed against it, and what only sounds like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.plainly import PlainlyIsInvalid, Said, load_plainly

PLAINLY = load_plainly()
SIGN, NO_VIOLENCE, PARENTS = "follow/good_sign", "manners/no_violence", "ask_referral/tell_the_parents"


def said(text: str, last: str = "", **light: str) -> str | None:
    return PLAINLY.answer(Said(text, text.endswith("?"), last, frozenset([last]), **light))


@pytest.mark.parametrize(
    "text",
    [
        "Note qu'elle ne nous a jamais rien fait, elle nous a même offert des fleurs",
        "il rit comme avant et il mange avec nous",
        "à part le voile, rien n'a changé chez elle",
        "mon cousin jure qu'il ne veut plus rien avoir à faire avec ces gens",
        "elle ne veut plus en entendre parler de tout ça",
        "il a tourné la page",
        "il regrette d'avoir suivi ces types",
        "elle soupe toujours avec nous, et il va encore à l'école son frère",
    ],
)
def test_good_news_is_heard_as_such(text: str) -> None:
    assert said(text) == SIGN


@pytest.mark.parametrize(
    "text",
    [
        "il veut plus rien avoir à faire avec sa famille",
        "elle ne rigole plus comme avant",
        "il rit comme avant mais il dit que la violence est juste",
        "il nous a rien fait, je fais quoi ?",
        "il m'a apporté un couteau",
        "il m'a rien fait, pourtant j'ai peur de lui",
        "rien n'a changé, il est trop calme",
        "il colle des affiches d'hommes armés, il dit que la police tue et qu'il faut lui répondre, puis il m'a offert "
        "des biscuits, je vous jure",
    ],
)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert said(text) != SIGN


@pytest.mark.parametrize("text", ["non personne ne m'a menacée, c'est des blagues", "on m'a jamais frappé là-bas"])
def test_who_was_not_threatened_is_believed(text: str) -> None:
    assert said(text, speaker="self") == NO_VIOLENCE


@pytest.mark.parametrize("text", ["personne m'a menacé, mais j'ai peur", "on m'a pas encore frappé, pour l'instant"])
def test_a_fear_beside_it_is_heard(text: str) -> None:
    assert said(text) != NO_VIOLENCE


@pytest.mark.parametrize(
    "text",
    [
        "faut-il que j'avertisse sa mère avant, elle a 14 ans",
        "je dois d'abord en parler à ses parents ?",
        "on doit prévenir la famille d'abord ?",
        "il ne veut surtout pas que ses parents l'apprennent",
        "le jeune veut pas qu'on en parle à sa mère",
    ],
)
def test_whether_the_parents_are_told_is_a_workers_question(text: str) -> None:
    assert said(text, speaker="professional") == PARENTS
    assert said(text, speaker="self") != PARENTS


def test_how_they_are_told_is_another_question() -> None:
    assert said("comment je dois dire ça à ses parents ?", speaker="professional") != PARENTS


@pytest.mark.parametrize("text", ["il pourrait appeler tout seul, lui ?", "y a-t-il un numéro qu'elle peut appeler"])
def test_under_18_there_is_a_line_of_their_own(text: str) -> None:
    assert said(text, speaker="professional", minor="yes") == "ask_green_number/youth"
    assert said(text, speaker="professional", minor="no") is None


@pytest.mark.parametrize(
    "text",
    ["qui pourrait aider ma sœur, elle, si ça dégénère avec son mari",
     "elle, qui la protège si ça tourne mal entre eux"],
)  # fmt: skip
def test_a_couple_in_which_it_may_go_wrong_has_its_line(text: str) -> None:
    assert said(text, speaker="relative") == "service/ecoute-violences-conjugales"


@pytest.mark.parametrize("text", ["si son père dit non ?", "et si mon ex refuse ?", "la maman n'est pas d'accord"])
def test_the_other_parent_may_refuse(text: str) -> None:
    assert said(text, "ask_minor/custody", speaker="relative") == "ask_minor/other_parent"
    assert said(text, "ask_how_to_talk", speaker="relative") is None


@pytest.mark.parametrize(
    "text", ["ses grands-parents veulent le voir, je dis oui ?", "sa tante demande à le rencontrer"]
)
def test_a_visit_to_a_child_who_came_back_is_prepared(text: str) -> None:
    assert said(text, "ask_returnee/children") == "ask_returnee/visits"
    assert said(text, "ask_hate") is None


@pytest.mark.parametrize("text", ["t'es de la police toi ?", "tu es un flic ?", "vous êtes un policier ou quoi ?"])
def test_who_asks_for_the_police_is_told_that_this_is_none(text: str) -> None:
    assert said(text) == "manners/not_police"


@pytest.mark.parametrize(
    "text", ["vous allez prévenir la police ?", "tu travailles avec la police ?", "la police vient ?"]
)
def test_what_is_asked_of_the_police_is_another_thing(text: str) -> None:
    assert said(text) != "manners/not_police"


@pytest.mark.parametrize("text", ["ça coûte cher ?", "et le prix ?", "c'est gratuit ça ?"])
def test_the_price_is_that_of_the_training_just_spoken_of(text: str) -> None:
    assert said(text, "ask_training/school") == "ask_training/cost"
    assert said(text, "ask_caprev") is None


@pytest.mark.parametrize(
    "text",
    ["quand il revient je lui dis quoi", "dès que ma fille rentre on fait comment, je l'engueule pas ?",
     "je la gronde pas alors ?"],
)  # fmt: skip
def test_who_comes_home_is_welcomed(text: str) -> None:
    assert said(text, "after_found", speaker="relative") == "follow/comes_home"


def test_a_violent_partner_who_comes_back_is_another_thing() -> None:
    assert said("quand mon mari rentre il me frappe, je fais quoi", "after_found") is None


@pytest.mark.parametrize("text", ["ce discord, on peut m'aider à en sortir ?", "je sais même plus si j'y crois encore"])
def test_who_wishes_to_leave_a_group_is_told_how(text: str) -> None:
    assert said(text, speaker="self") == "self_concern/leave_group"


@pytest.mark.parametrize(
    "wrong",
    ["entries: []", "families: {}\nentries:\n- {answer: a, patterns: [un], why: no}", "families: {}\nentries: 3"],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "plainly.yml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(PlainlyIsInvalid):
        load_plainly(file)


@pytest.mark.parametrize(
    "text",
    ["mes petits, je les dépose toujours chez papy le mercredi ?", "je la laisse dormir chez son oncle ce week-end ?",
     "est-ce que je laisse mes enfants aller jouer chez lui ?", "je l'emmène encore voir ma mère ou pas",
     "on envoie encore les filles chez tonton ?"],
)  # fmt: skip
def test_whether_the_children_still_go_there_is_answered(text: str) -> None:
    assert said(text, speaker="relative") == "ask_minor/visits"


@pytest.mark.parametrize(
    "text",
    ["je laisse mon fils chez son père ce week-end ?", "je le laisse aller à la mosquée avec lui ?",
     "le juge veut que je laisse mes enfants chez lui ?", "je lui laisse son gsm avec elle ?", "je le laisse parler ?",
     "mes filles vont chez lui le dimanche"],
)  # fmt: skip
def test_custody_and_other_leave_are_other_questions(text: str) -> None:
    assert said(text, speaker="relative") != "ask_minor/visits"
