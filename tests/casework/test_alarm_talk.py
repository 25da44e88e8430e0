"""What people say after an alarm is told apart: a relief, a question, and who is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from casework.alarm_talk import AlarmTalkIsInvalid, load_alarm_talk
from casework.content import load_content
from casework.yaml_files import DATA, read_yaml

TALK = load_alarm_talk()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("la patrouille arrive", "after_have_called"),
        ("ils ont dit qu'ils viennent", "after_have_called"),
        ("je les ai eus, ils envoient une patrouille", "after_have_called"),
        ("voilà j'ai eu le 101 ils envoient quelqu'un", "after_have_called"),
        ("elle est en train d appeler", "after_others_call"),
        ("bon. mon père a appelé la police à ma place", "after_others_call"),
        ("police la il est menotté ouf", "after_police_there"),
        ("C'est bon, une patrouille est devant la maison.", "after_police_there"),
        ("On l'a récupéré.", "after_found"),
        ("mon oncle vient de le trouver, il est vivant, ils sont aux urgences", "after_found"),
        ("Il vient de rappeler ! Il est à la gare de Charleroi, il veut revenir.", "after_wants_back"),
        ("c'était son jeu vidéo, pardon", "after_false_alarm"),
        ("je suis chez ma mère", "after_safe"),
        ("oui jsui ds la chambre a coté", "after_safe"),
        ("non il ma pas taper", "after_not_hurt"),
        ("j'ai mis le fusil dans le coffre et donné la clé à mon voisin", "after_put_away"),
    ],
)
def test_a_relief_is_heard(text: str, answer: str) -> None:
    heard = TALK.relief_in(text)
    assert heard is not None
    assert heard.answer == answer


@pytest.mark.parametrize(
    "text",
    [
        "la patrouille arrive quand ?", "la police est pas venue", "personne n'est venu", "il a appelé ses copains",
        "ils arrivent avec des couteaux", "il est chez ma mère et il crie", "il joue avec le couteau",
        "il a mis le fusil dans la voiture", "Il n'est toujours pas revenu.", "ils vont le faire ce soir",
        "il a un couteau dans sa chambre", "il va tuer ma mère", "j'ai appelé le numéro vert mais c'est fermé",
    ],
)  # fmt: skip
def test_what_is_no_relief_lowers_nothing(text: str) -> None:
    assert TALK.relief_in(text) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("je dois cacher son passeport ?", "after_ask_papers"),
        ("jle reveille?", "after_ask_wake"),
        ("Dois-je sortir les bidons moi même", "after_ask_weapon"),
        ("Je garde les messages comment ?", "after_ask_messages"),
        ("qu'est-ce qu'ils vont lui faire ?", "after_ask_police_does"),
        ("la police va me prendre au sérieux pour un message ?", "after_ask_serious"),
        ("Qui d'autre dois-je avertir ?", "after_ask_whom"),
        ("Les autres jeunes sont sous le choc, qu'est-ce que je leur dis ?", "after_ask_others"),
        ("peut pas parler", "after_ask_silent"),
        ("il regarde mon tel", "after_ask_silent"),
        ("elle veut pas que je dise a ses parents j'ai promis", "after_ask_promise"),
        ("il est majeur, la police peut rien faire si ?", "after_ask_adult"),
        ("je sais pas si c'est serieux", "after_ask_doubt"),
        ("il va savoir que c'est moi si j'appelle", "after_ask_they_know"),
        ("j'ai essayé le 0800 ca repond pas", "after_ask_closed"),
        ("je tremble", "after_ask_shaken"),
        ("je le dis a ma mere alors", "after_going"),
    ],
)
def test_a_question_that_the_danger_raises_is_known(text: str, answer: str) -> None:
    heard = TALK.question_in(text)
    assert heard is not None
    assert heard.answer == answer


@pytest.mark.parametrize("text", ["je vais le frapper", "il a pris un couteau il arrive", "il est parti avec l'arme"])
def test_what_tells_of_danger_is_no_question(text: str) -> None:
    assert TALK.question_in(text) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("mon fils veut mourir", "other"),
        ("ma fille de 14 ans m'a dit je veux mourir", "other"),
        ("hier il a donné sa switch a son pote et il a dit kil en aurait plus besoin", "other"),
        ("je veux mourir", "self"),
        ("j'ai pris tous les médicaments de ma mère", "self"),
        ("mon mari me quitte, je veux en finir", "self"),
        ("ma fille n'aura rien à chercher, je suis las, j'aimerais les rejoindre", "self"),
        ("mes enfants iront mieux sans moi", "self"),
        ("elle n'a plus la force de vivre", "other"),
        ("il veut rejoindre ses frères là-bas", "other"),
        ("bonsoir", None),
    ],
)
def test_who_is_meant_follows_from_who_is_named(text: str, who: str | None) -> None:
    assert TALK.who_is_meant(text) == who


def test_each_of_them_has_its_answer() -> None:
    answers = load_content().answers
    assert [heard.answer for heard in (*TALK.relief, *TALK.questions) if heard.answer not in answers] == []


@pytest.mark.parametrize(
    "written",
    [
        "families: {}\nrelief: []\nquestions: []\n",
        "families: {}\nrelief: [{answer: a, state: gone, patterns: [b]}]\nquestions: []\nwho: []\n",
        "families: {}\nrelief: [{answer: a, patterns: ['.. b']}]\nquestions: []\nwho: []\n",
    ],
)
def test_a_file_that_means_nothing_is_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "alarm_talk.yml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(AlarmTalkIsInvalid):
        load_alarm_talk(path)


@pytest.mark.parametrize("missing", ["noes", "false_alarms", "help_came"])
@pytest.mark.parametrize("instead", [None, "non", [1]])
def test_a_file_without_its_words_of_denial_is_refused(tmp_path: Path, missing: str, instead: object) -> None:
    data = {**read_yaml(DATA / "alarm_talk.yml"), missing: instead}
    path = tmp_path / "alarm_talk.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(AlarmTalkIsInvalid, match="alarm_talk"):
        load_alarm_talk(path)


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("les policiers sont venus", True), ("ils l'ont emmené", True), ("l'ambulance l'a emmenée", True),
        ("ils les ont embarqués", True), ("ils sont arrivés, c'est calme", True), ("ils arrivent", False),
        ("il a amené un sac", False),
    ],
)  # fmt: skip
def test_help_that_came_is_heard(text: str, came: bool) -> None:
    assert TALK.help_came_in(text) is came


def test_a_no_and_a_false_alarm_stand_at_a_beginning() -> None:
    assert TALK.behind_a_no("non elle ne partira pas") == "elle ne partira pas"
    assert TALK.behind_a_no("elle a dit non") is None
    assert TALK.begins_with_a_false_alarm("attendez. Fausse alerte, elle est chez sa marraine")
    assert TALK.begins_with_a_false_alarm("bon ben c'est une fausse alerte")
    assert not TALK.begins_with_a_false_alarm("je croyais à une fausse alerte")
    assert not TALK.begins_with_a_false_alarm("c'est pas une fausse alerte")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("l'autre personne ? mais c'est de moi que je parle", "self"),
        ("y a pas d'autre personne, celui qui veut plus être là c'est moi", "self"),
        ("mais non c'est ma mère", "other"),
        ("je parle de ma sœur", "other"),
        ("c'est ma sœur qui appelle", None),
        ("c'est moi qui l'ai trouvé", None),
    ],
)
def test_whom_it_is_about_can_be_put_right(text: str, who: str | None) -> None:
    assert TALK.who_is_corrected(text) == who


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Grands dieux, non, nul n'est en danger !", "not_that"),
        ("quelle sotte je fais, c'était un kayak", "false_alarm"),
        ("Oh non non pas du tout, il joue avec le chien", "no"),
    ],
)
def test_a_denial_is_heard_and_what_kind_it_is(text: str, kind: str) -> None:
    heard = TALK.denial_in(text)
    assert heard is not None
    assert heard.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "c'est pas une fausse alerte", "je sais plus si c'est une fausse alerte", "personne ne m'aide",
        "il veut pas se tuer, c'est les autres qui vont payer", "elle dit que je suis parano",
    ],
)  # fmt: skip
def test_what_is_no_denial_denies_nothing(text: str) -> None:
    assert TALK.denial_in(text) is None


def test_a_departure_with_an_innocent_reason_is_none_unless_it_is_hearsay() -> None:
    assert TALK.denial_in("on va à Antalya en all in", "departure") is not None
    assert TALK.denial_in("on va à Antalya en all in", "attack") is None
    assert TALK.denial_in("il dit qu'il part en vacances", "departure") is None


def test_what_is_left_of_a_denial_is_judged_by_itself() -> None:
    heard = TALK.denial_in("personne n'est en danger il va tuer sa mère")
    assert heard is not None
    assert "tuer" in heard.besides
    heard = TALK.denial_in("personne veut mourir chez nous")
    assert heard is not None
    assert "mourir" not in heard.besides


def test_facts_that_were_told_are_found() -> None:
    assert TALK.told_in("j'ai appelé le 101, je suis en sécurité") == {"safe", "called"}
    assert TALK.told_in("j'ai pas encore appelé le 101") == set()


@pytest.mark.parametrize(
    ("text", "kind", "answer"),
    [
        ("je suis tenue au secret professionnel, j'ai le droit d'en parler ?", "attack", "after_ask_secrecy"),
        ("je peux violer le secret pour ça ?", "danger", "after_ask_secrecy"),
        ("si j'appelle le 103 ils le disent à mes parents ?", "danger", "after_ask_103"),
        ("je vous donne son nom ?", "attack", "after_ask_his_name"),
        ("je peux vous envoyer la photo ?", "departure", "after_ask_his_name"),
        ("je lui demande franchement ou pas ?", "suicide", "after_ask_directly"),
        ("mes collègues sont sous le choc", "attack", "after_ask_team"),
        ("et nous, l'équipe, on fait quoi après ça ?", "danger", "after_ask_team"),
    ],
)
def test_what_is_seldom_asked_after_an_alarm_has_its_own_answer(text: str, kind: str, answer: str) -> None:
    heard = TALK.question_in(text, kind=kind, firm=True)
    assert heard is not None
    assert heard.answer == answer


@pytest.mark.parametrize(
    ("text", "kind", "answer"),
    [
        ("appelez-les, je vous donne son adresse", "attack", "after_ask_his_name"),
        ("j'ai appelé le 103, ils ont prévenu la police", "danger", "after_ask_103"),
        ("je lui demande franchement ou pas ?", "attack", "after_ask_directly"),
        ("je dis quoi aux élèves, ils pleurent", "attack", "after_ask_team"),
    ],
)
def test_what_only_sounds_like_it_has_not(text: str, kind: str, answer: str) -> None:
    heard = TALK.question_in(text, kind=kind, firm=True)
    assert heard is None or heard.answer != answer
