"""After an alarm: what keeps people from calling, and what comes once help was called, gets an answer of its own."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_in_context import learned
from tests.actions.test_urgent import urgent
from tests.actions.test_urgent_talk import heard_as_danger

DEPARTURE = ("urgent_departure", "mon frère part en Syrie demain")
ATTACK = ("urgent_attack", "il va attaquer lundi")
CANNOT = "Je ne peux pas appeler"


@pytest.mark.parametrize(
    "words",
    [
        "non on est pas en sécurité, il est dans sa chambre juste au-dessus de nous",
        "non je suis pas en sécurité il est juste à coté",
        "nn pas trop safe non. jsuis tt seul mes parents dorment",
        "on se sent pas en sécurité du tout",
    ],
)
@pytest.mark.parametrize("run", ["action_respond", "action_check_urgency"])
async def test_who_is_not_safe_hears_how_to_get_safe(talk: Talk, words: str, run: str) -> None:
    await urgent(talk, *ATTACK)
    said = await talk.meets(run, words, "deny")
    assert "112" in said
    assert "101" in said
    assert "sortez" in said
    assert "lui parler" in said
    assert talk.slots["awaiting"] == "safety"


async def test_another_who_is_not_safe_is_not_the_writer(talk: Talk) -> None:
    await urgent(talk, *DEPARTURE)
    assert "sortez" not in await talk.hears("elle est pas en sécurité là-bas", "describe_concern")


@pytest.mark.parametrize(
    ("alarm", "words", "word"),
    [
        (DEPARTURE, "je sais pas appeler je suis toute seule au service avec 22 patients", "collègue"),
        (ATTACK, "je peux pas quitter la caisse pour téléphoner", "collègue"),
        (ATTACK, "ma femme veut pas que j'appelle, c'est son fils. elle veut d'abord lui parler", "accord"),
        (ATTACK, "On va passer pour des délateurs dans la famille, quand même", "trahir"),
        (ATTACK, "oué ms jve pa passé pr 1 poucave", "trahir"),
        (DEPARTURE, "attendez il m'appelle", "calmes"),
        (DEPARTURE, "en attendant je lui écris quoi ?", "calmes"),
        (DEPARTURE, "si j'appelle c'est elle qu'ils vont arrêter", "prison"),
        (DEPARTURE, "et ils vont l'arrêter ?", "prison"),
        (ATTACK, "é dmn jvé en cours ou pa du coup", "avant d’avoir la réponse"),
        (ATTACK, "je vais travailler ou pas alors ?", "avant d’avoir la réponse"),
        (ATTACK, "Je peux pas aller le reprendre moi-même, ce fusil ?", "touchez"),
        (ATTACK, "et si je me trompe je passe pour quoi moi", "Se tromper"),
        (ATTACK, "si j'appelle les flics ils vont me demander ce que j'ai fait avec eux", "avocat"),
        (DEPARTURE, "mes parents vont savoir ke jai parlé ici ?", "pas par moi"),
    ],
)
async def test_what_keeps_from_calling_is_answered_with_the_numbers(
    talk: Talk, alarm: tuple[str, str], words: str, word: str
) -> None:
    await urgent(talk, *alarm)
    for run in ("action_respond", "action_check_urgency"):
        said = await talk.meets(run, words, "out_of_scope")
        assert "101" in said or "112" in said
    await urgent(talk, *alarm)
    talk.slots["given"] = {}
    assert word in await talk.hears(words, "ask_referral")


@pytest.mark.parametrize(
    "words",
    [
        "Nous on est à l'abri, oui. Mais c'est mon fils, je ne peux pas appeler la police. "
        "Vous ne pouvez pas le faire, vous, appeler ?",
        "je sais pas appeler la police sur ma propre cousine. Vous savez pas le faire vous ?",
        "tpe pa apelé twa a ma place ?",
        "vous pouvez pas prévenir quelqu'un vous ?",
    ],
)
async def test_asked_to_call_it_always_says_that_a_machine_cannot(talk: Talk, words: str) -> None:
    await urgent(talk, *ATTACK)
    said = await talk.hears(words, "ask_police", **learned("after_alarm", "cannot_call", 0.9))
    assert CANNOT in said
    assert ("Ce n’est pas trahir" in said) == ("appeler la police" in words)


async def test_who_is_safe_and_cannot_call_the_police_on_a_son_is_answered_on_that(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    words = "Nous on est à l'abri, oui. Mais c'est mon fils, je ne peux pas appeler la police"
    said = await talk.hears(words, "ask_police", **learned("after_alarm", "safe", 0.9))
    assert "Ce n’est pas trahir" in said
    assert not talk.slots["urgent"].get("calm")


@pytest.mark.parametrize(
    "words",
    [
        "non mé jsui pa en danger cest moi ki ve y allé on va se marié",
        "c'est moi qui veux y aller, je suis pas en danger",
    ],
)
async def test_who_wants_to_leave_has_denied_nothing(talk: Talk, words: str) -> None:
    await talk.hears("j'ai 16 ans", "greet")
    await urgent(talk, "urgent_departure", "il ve ke jle rejoin en turkie, il ma pri 1 billet pr dimanche")
    said = await talk.hears(words, "deny", **learned("after_alarm", "not_that", 0.9))
    assert talk.slots["urgent"]["kind"] == "departure"
    assert not talk.slots["urgent"].get("calm")
    assert "Ne pars pas" in said
    assert "116 000" in said
    assert " vous " not in said


async def test_a_parent_who_goes_to_fetch_somebody_is_not_the_one_who_leaves(talk: Talk) -> None:
    await urgent(talk, *DEPARTURE)
    assert "vous qui voulez partir" not in await talk.hears("je veux y aller le chercher à la gare", "out_of_scope")


@pytest.mark.parametrize(
    "words",
    [
        "cbon elle a apelé les flics, ils vont passé chez lui",
        "ok g tt di a ma mere el é en trin dapelé le 101",
        "ma soeur a appelé la police pr moi ils arrivent",
    ],
)
async def test_somebody_else_has_called_whatever_it_was_read_as(talk: Talk, words: str) -> None:
    await urgent(talk, *ATTACK)
    said = await talk.hears(words, "ask_police", **learned("after_alarm", "police_does", 0.9))
    assert talk.slots["urgent"]["calm"]
    assert "pu appeler" not in said


async def test_what_follows_a_call_is_answered_beside_it(talk: Talk) -> None:
    await urgent(talk, *DEPARTURE)
    said = await talk.hears(
        "J'ai appelé le 101, je dois aller au commissariat. Et le 116 000 c'est quoi ?", "ask_police"
    )
    assert "vous l’avez fait" in said
    assert "Child Focus" in said


async def test_a_relief_without_a_question_gets_no_other_answer(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    words = "bon j'ai appelé le 101, ils m'ont bien écouté et ils prennent ça au sérieux"
    await talk.hears(words, "affirm", calm_intent="ask_caprev", calm_confidence=0.9)
    assert len([reply for reply in talk.replies if reply.get("text")]) == 1


async def test_a_false_alarm_is_believed_whatever_news_stand_beside_it(talk: Talk) -> None:
    await urgent(talk, *DEPARTURE)
    words = "elle vient de m'envoyer un vocal. Fausse alerte, elle est chez sa marraine, le mot c'était pour son stage"
    await talk.hears(words, "describe_concern", **learned("after_alarm", "answers_again", 0.9))
    assert talk.slots["urgent"] is None


async def test_who_called_for_nothing_is_not_ashamed_any_more(talk: Talk) -> None:
    await urgent(talk, *DEPARTURE)
    said = await talk.hears("j'ai trop honte, j'avais déjà appelé le 101…", "affirm")
    assert "avoir honte" in said
    assert "Rappelez" in said


async def test_after_a_call_and_a_false_alarm_the_police_is_to_be_told(talk: Talk) -> None:
    await urgent(talk, *DEPARTURE)
    await talk.hears("j'ai appelé le 101", "affirm")
    said = await talk.hears("fausse alerte, il est au café avec ses copains", "describe_concern")
    assert "Rappelez maintenant le 101" in said
    assert "personne n’a été appelé" not in said
    said = await talk.hears("j'ai trop honte, j'avais déjà appelé le 101…", "affirm")
    assert "avoir honte" in said


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("et s'il revient demain je fais quoi, jsuis perdue", "ouvrez pas"),
        ("et moi je fais quoi en attendant qu ils rappellent", "attendant"),
        ("et maintenant je fais quoi moi. les enfants dorment chez ma mère", "attendant"),
        ("je tremble j'arrive plus à respirer en les attendant", "respirez"),
        ("en attendant je lui écris quoi ?", "calmes"),
    ],
)
async def test_after_help_was_called_the_alarm_stays_in_sight(talk: Talk, words: str, word: str) -> None:
    await urgent(talk, *ATTACK)
    await talk.hears("j'ai appelé le 101", "affirm")
    said = await talk.hears(words, "ask_caprev", calm_intent="ask_caprev", calm_confidence=0.8)
    assert word in said
    assert "112" in said or "101" in said
    assert "pu appeler" not in said


async def test_who_woke_a_sister_is_not_asked_whether_to_wake_somebody(talk: Talk) -> None:
    await urgent(talk, "urgent_suicide", "je veux mourir")
    said = await talk.hears("ok jai réveillé ma grande soeur elle est avc moi", "describe_concern")
    assert "laissez dormir" not in said
    assert "0800 32 123" in said


@pytest.mark.parametrize(
    "words",
    [
        "il parle pas de mourir ou koi hein jvs rassure",
        "non il a jamais dit qu'il voulait mourir",
        "je parle pas de me tuer hein",
        "non non il le frappe pas et il menace pas, il crie juste quand il perd a ses jeux. personne est en danger la",
        "il nous frappe pas hein, il claque les portes c'est tout",
    ],
)
@pytest.mark.parametrize("run", ["action_urgent", "action_check_urgency"])
async def test_a_plain_denial_in_a_calm_talk_does_not_ring(talk: Talk, words: str, run: str) -> None:
    await talk.hears("mon frère a changé", "describe_concern")
    said = (
        await heard_as_danger(talk, 0.73, words, "suicide") if run == "action_urgent" else await talk.meets(run, words)
    )
    assert not talk.slots.get("urgent")
    assert "Si cela change" in said
    assert "112" in said
    assert "0800 32 123" in said


@pytest.mark.parametrize(
    "words",
    [
        "il l'a jamais dit mais il a donné son chat et il m'a serrée fort",
        "il a jamais dit qu'il voulait mourir, il m'a dit adieu",
        "elle dit pas qu'elle veut mourir mais elle range tout",
        "il a jamais parlé de mourir avant ce soir",
        "il nous frappe pas encore, il aiguise son couteau",
    ],
)
async def test_what_is_not_said_but_shown_still_counts(talk: Talk, words: str) -> None:
    await talk.hears("mon frère a changé", "describe_concern")
    said = await heard_as_danger(talk, 0.8, words, "suicide")
    assert "merci de le préciser" not in said
    assert talk.slots.get("urgent") or talk.slots["awaiting"] == "danger_check"


async def test_a_departure_of_years_ago_is_asked_about_first(talk: Talk) -> None:
    told = "Mon frère est parti en Syrie en 2013, un sms d'adieu à maman, et il est mort là-bas en 2015."
    said = await heard_as_danger(talk, 0.57, told, "departure")
    assert not talk.slots.get("urgent")
    assert talk.slots["awaiting"] == "danger_check"
    assert "112" in said


async def test_a_false_alarm_in_so_many_words_is_one_though_papers_are_spoken_of(talk: Talk) -> None:
    await urgent(talk, "urgent_departure", "elle part demain")
    words = "ouf, elle est chez sa cousine. et le passeport est dans son sac de sport pour le train. fausse alerte"
    danger = {"urgency": {"level": "urgent", "kind": "departure", "score": 0.92, "reasons": ["préparatifs"]}}
    said = await talk.meets(
        "action_urgent", words, "urgent_departure", **learned("after_alarm", "papers", 1.0), **danger
    )
    assert "fausse alerte" in said.lower()
    assert talk.slots["urgent"] is None


async def test_a_false_alarm_beside_a_weapon_is_none(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    words = "fausse alerte pour le sac. il a pris le fusil et il dit qu'il va tirer sur tout le monde"
    danger = {"urgency": {"level": "urgent", "kind": "attack", "score": 0.95, "reasons": ["arme"]}}
    await talk.meets("action_urgent", words, "urgent_attack", **danger)
    assert talk.slots["urgent"] is not None


@pytest.mark.parametrize(
    "words", ["vous pouvez pas les appeler vous ? j'ose pas trop", "appelez-les, vous, moi j'ose pas"]
)
async def test_who_does_not_dare_and_asks_us_to_call_hears_that_a_machine_cannot(talk: Talk, words: str) -> None:
    await urgent(talk, *ATTACK)
    said = await talk.meets(
        "action_begin_contact", words, "request_contact", **learned("after_alarm", "cannot_call", 0.9)
    )
    assert "machine" in said
    assert talk.followups == []


@pytest.mark.parametrize(
    "words", ["j'ai bien fait ?", "est-ce que j'ai bien fait", "je regrette un peu d'avoir appelé.."]
)
async def test_who_doubts_after_calling_hears_that_it_was_right(talk: Talk, words: str) -> None:
    await urgent(talk, "urgent_departure", "elle part demain")
    await talk.hears("j'ai appelé le 101, ils arrivent", "have_called")
    said = await talk.hears(words, "ask_support_for_me")
    assert "Vous avez bien fait" in said
    assert "112" in said
