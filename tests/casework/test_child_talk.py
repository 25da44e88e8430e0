"""What a child says is heard in the child’s own words, and a parent who took the telephone back is no child."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casework.child_talk import ChildTalkIsInvalid, load_child_talk
from casework.content import load_content
from casework.directory import load_directory

TALK = load_child_talk()
CONTENT = load_content(load_directory())
ASKED = {
    "child/promise": ["il m'a fait promettre de rien dire a maman", "j'ai juré que je garde le secret",
                      "mon frere il m'a dit c'est notre secret"],
    "child/secret": ["tu vas le dire à maman ?", "tu le diras à personne hein", "je veux pas que papa le sache",
                     "qui va lire ce que j'écris"],
    "child/it_was_me": ["et il va savoir que c moi ?", "il va m'en vouloir", "on va me traiter de balance"],
    "child/online": ["y a un monsieur sur fortnite il veut une photo de moi",
                     "il me demande mon adresse pour venir me voir",
                     "un gars de roblox veut que je vienne sur son discord secret"],
    "child/hate": ["mon copain de classe il dit que les noirs faut les renvoyer", "à l'école ils insultent les juifs"],
    "child/repair": ["comment je peux aider mon grand frère", "je veux que papa redevienne comme avant",
                     "je dois lui parler moi à mon cousin ?", "je sais pas quoi faire pour mon frère"],
    "child/passes": ["maman elle dit que ca va passer", "maman me croit pas",
                     "ma mamie dit que c'est rien, que c'est l'age"],
    "child/free": ["je peux telephoner a quelqu'un moi ? j'ai plus de sous sur mon gsm", "c'est payant le 103 ?"],
    "child/hours": ["le 103 c'est ouvert quand ?", "ok merci jvai appeler le 103 c ouvert le dimanche ?"],
    "child/call": ["il se passe quoi si j'appelle", "je dis quoi au 103", "j'ose pas appeler"],
    "child/quarrel": ["papa et maman ils se disputent tout le temps à cause de lui", "mes parents vont divorcer"],
    "child/sad": ["je suis triste", "je me sens seule"],
    "child/sleep": ["j'arrive pas à dormir", "je fais des cauchemars"],
    "child/fault": ["est ce que c'est ma faute ? j'ai casse sa manette a la toussaint", "c'est à cause de moi ?"],
    "child/school": ["je peux le dire a madame Julie de mon école ?", "et si je parle à mon instit"],
    "child/going": ["daccord merci je vais le dire a ma mamy quand elle vient me chercher",
                    "je l'ai dit a ma maitresse"],
    "child/not_danger": ["je voulais juste savoir, c'est pas grave, je suis pas en danger"],
    "child/not_hurt": ["mais il est pas mechant avec moi hein il me tape pas"],
    "child/machine": ["t'es un robot ?", "tu es une vrai personne", "tu peux appeler maman pour moi"],
    "child/afraid": ["j'ai peur", "nn il me tape pas mais il me fait peur"],
    "child/who": ["jpeu le dire a ki"],
    "child/insult": ["t'es nul", "sale robot"],
    "child/play": ["c'est pour rire", "je rigole"],
    "child/prison": ["il va aller en prison mon frère ?"],
    "child/what_is": ["c'est quoi un terroriste"],
}  # fmt: skip


@pytest.mark.parametrize(("answer", "words"), [(answer, each) for answer, all in ASKED.items() for each in all])
def test_a_child_is_heard_in_its_own_words(answer: str, words: str) -> None:
    assert TALK.answer_in(words) == answer


@pytest.mark.parametrize(
    "words",
    [
        "je suis pas en danger mais mon frere a un couteau",
        "il m'a dit de le dire à personne sinon il me tape",
        "papa tape maman quand ils se disputent",
        "j'ai peur il a un couteau",
        "c'est pas grave si je saute par la fenêtre ?",
        "je suis triste je veux mourir",
        "mon papa il est allé en prison",
        "bonjour j'ai 10 ans est ce que j'ai le droit d'écrire ici",
    ],
)
def test_what_may_be_danger_or_is_a_story_is_left_to_the_others(words: str) -> None:
    assert TALK.answer_in(words) is None


@pytest.mark.parametrize("words", ["je suis triste", "j'ai peur", "je fais des cauchemars", "je pleure"])
def test_where_some_danger_is_heard_a_sad_child_is_not_put_off(words: str) -> None:
    assert TALK.answer_in(words, faint=True) is None


@pytest.mark.parametrize(
    "words",
    [
        "c papa, désolé il m'a piqué le tel si ça continue j'appelle qui ?", "c'est papa", "je suis sa maman, excusez",
        "ici le papa de Léo, il m'a pris mon gsm", "c'est mon fils qui a écrit ça", "non c'est son père maintenant",
    ],
)  # fmt: skip
def test_a_parent_who_took_the_telephone_back_is_an_adult(words: str) -> None:
    assert TALK.is_an_adult_again(words)


@pytest.mark.parametrize(
    "words",
    [
        "c'est papa qui crie",
        "c'est ma maman qui pleure",
        "je suis avec maman",
        "c'est papa il crie",
        "maman a pris mon gsm",
    ],
)
def test_a_child_who_speaks_of_a_parent_stays_a_child(words: str) -> None:
    assert not TALK.is_an_adult_again(words)


def test_every_answer_for_a_child_says_tu_and_keeps_the_numbers_in_sight() -> None:
    ids = [id for id in CONTENT.answers if id.startswith("child/")]
    assert TALK.all_ids() <= set(ids)
    for id in ids:
        for wording in CONTENT.answers[id].variants[-1].wordings:
            said = CONTENT.fill("\n".join(wording))
            assert not re.search(r"(?<!rendez-)\b[Vv]ous\b|\b[Vv]otre\b", said), id
            assert "103" in said, id
            assert "112" in said, id


def test_no_two_answers_for_a_child_say_the_same_again() -> None:
    again = [w for id, a in CONTENT.answers.items() if id.startswith("child/") for w in a.variants[-1].wordings[1:]]
    assert len(again) == len(set(again))


@pytest.mark.parametrize("written", ["entries: []", "families: {}\nadult_again: {patterns: [], alone: [], unless: []}"])
def test_a_broken_file_is_refused(tmp_path: Path, written: str) -> None:
    (tmp_path / "child_talk.yml").write_text(written, "utf-8")
    with pytest.raises(ChildTalkIsInvalid):
        load_child_talk(tmp_path / "child_talk.yml")
