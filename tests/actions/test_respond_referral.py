"""Where to refer: what was said is not asked again, one question at a time, the steps in order, no name."""

from __future__ import annotations

from itertools import product

import pytest

from actions.world import World
from tests.actions.conftest import Talk


def titles(talk: Talk) -> list[str]:
    return [button["title"] for reply in talk.replies for button in reply.get("buttons") or []]


async def test_a_worker_who_says_nothing_is_asked_for_the_sector_and_warned_against_naming(talk: Talk) -> None:
    said = await talk.hears("vers qui orienter ?", "ask_referral")
    assert "ni nom" in said
    assert said.rstrip().endswith("?")
    assert titles(talk)[-1] == "Passer"


async def test_a_worker_who_said_everything_gets_the_steps_at_once(talk: Talk) -> None:
    said = await talk.hears("je suis prof à Namur, vers qui orienter un élève de 15 ans ?", "ask_referral")
    direction, caprev, teams, saj = (said.index(word) for word in ("direction", "0800 111 72", "mobiles", "SAJ"))
    assert direction < caprev < teams < saj
    assert "référent radicalisme" in said
    assert "secret" in said
    assert "ni nom" in said
    assert "101" in said


async def test_the_sector_said_earlier_in_the_talk_is_not_asked_again(talk: Talk) -> None:
    await talk.hears("je suis infirmière dans un hôpital à Namur", "out_of_scope")
    said = await talk.hears("où orienter ?", "ask_referral")
    assert "secteur" not in said
    assert "âge" in said
    said = await talk.taps("18 ou plus")
    assert "relation de soin" in said
    assert "accord" in said


@pytest.mark.parametrize(
    "words",
    [
        "je suis aide familiale, vers qui orienter ce monsieur chez qui je vais deux fois par semaine ?",
        "assistante sociale au CPAS de Ciney, vers qui orienter un monsieur qui dit des choses sur les juifs ?",
    ],
)
async def test_of_a_grown_up_no_age_is_asked(talk: Talk, words: str) -> None:
    said = await talk.hears(words, "ask_referral")
    assert "secteur" not in said
    assert "Quel âge" not in said
    assert "0800 111 72" in said


async def test_each_question_can_be_passed_and_the_steps_come_all_the_same(talk: Talk) -> None:
    await talk.hears("", "start_referral")
    await talk.taps("Passer")
    said = await talk.hears("je sais pas", "nlu_fallback")
    assert "0800 111 72" in said
    assert "101" in said


async def test_typed_answers_count_like_buttons(talk: Talk) -> None:
    await talk.hears("", "start_referral")
    await talk.hears("je bosse dans un cpas", "describe_concern")
    said = await talk.hears("il est majeur", "describe_concern")
    assert "annulé en 2019" in said


async def test_a_question_in_the_middle_is_answered(talk: Talk) -> None:
    await talk.hears("", "start_referral")
    said = await talk.hears("le caprev c'est la police ?", "ask_caprev")
    assert "secteur" not in said


async def test_another_place_changes_the_steps(talk: Talk) -> None:
    await talk.hears("je suis éducateur en AMO, vers qui orienter un jeune ?", "ask_referral")
    await talk.taps("Un autre lieu")
    said = await talk.taps("Bruxelles")
    assert "Bravvo" in said
    assert "référent radicalisme de la Ville" not in said


@pytest.mark.parametrize(
    ("place", "word"), [("France", "0 800 005 696"), ("Flandre", "Flandre"), ("Québec", "CPRMV"), ("Luxemb", "respect")]
)
async def test_abroad_has_its_own_services(talk: Talk, place: str, word: str) -> None:
    await talk.hears("je suis prof, où orienter un élève ?", "ask_referral")
    await talk.taps("Un autre lieu")
    assert word in await talk.taps(place)


async def test_one_can_stop(talk: Talk) -> None:
    await talk.hears("", "start_referral")
    assert "0800 111 72" in await talk.hears("stop", "deny")
    assert talk.slots["awaiting"] is None


async def test_to_speak_without_naming_is_explained_at_once(talk: Talk) -> None:
    said = await talk.hears("je peux en parler sans le nommer ?", "ask_referral")
    assert "sans nommer" in said


def test_whatever_is_known_every_text_can_be_filled_and_fits(world_without_redis: World) -> None:
    referral, fill = world_without_redis.referral, world_without_redis.content.fill
    for text in referral.all_texts():
        fill(text, place="Dinant")
    names = [question.name for question in referral.questions]
    every_value = [[None, *(choice.value for choice in q.choices)] for q in referral.questions]
    for values in product(*every_value):
        known = {name: value for name, value in zip(names, values, strict=True) if value}
        steps = "\n".join(referral.steps_for(known))
        assert "{phone:caprev-0800}" in steps
        assert len(fill(steps)) < 1150
        assert len(fill(referral.law_for(known))) < 500


OPEN, NIGHT = "2026-11-24T10:00:00+01:00", "2026-11-24T23:00:00+01:00"


async def test_what_was_said_in_other_words_is_not_asked(talk: Talk) -> None:
    await talk.hears("vers qui orienter quelqu'un ?", "ask_referral")
    await talk.hears("je travaille au cpas", "out_of_scope")
    said = await talk.hears("il a 41 ans, il habite Saint-Servais", "describe_concern")
    assert "Saint-Servais" in said
    assert "annulé en 2019" in said


@pytest.mark.parametrize(
    ("words", "said", "not_said"),
    [
        ("et pour un majeur ?", "son accord", "SAJ"),
        ("et a dinant c pareil ?", "Dinant", "référent radicalisme de la Ville"),
        ("et s'il va habiter à Anvers ?", "Flandre", "SAJ"),
        ("si la famille déménage à Schaerbeek ça change quelque chose ?", "Bravvo", "À Namur"),
        ("chez nous c'est Etterbeek", "Etterbeek", "À Namur"),
        ("et nous à Arlon on appelle qui", "Arlon", "À Namur"),
        ("et à Lille ?", "0 800 005 696", "SAJ de Namur"),
    ],
)
async def test_a_new_age_or_place_changes_the_steps_already_given(
    talk: Talk, words: str, said: str, not_said: str
) -> None:
    await talk.hears("je suis éducateur en AMO à Namur, vers qui orienter un jeune de 15 ans ?", "ask_referral")
    heard = await talk.hears(words, "out_of_scope")
    assert said in heard
    assert not_said not in heard


async def test_a_worker_of_eupen_is_not_sent_to_namur(talk: Talk) -> None:
    await talk.hears("je suis professeur à Eupen", "out_of_scope")
    heard = await talk.hears("vers qui orienter un élève ?", "ask_referral")
    assert "Heylen" not in heard


async def test_attacks_named_after_a_town_are_no_home(talk: Talk) -> None:
    words = "je suis prof, une élève de 15 ans parle des attentats de Bruxelles, vers qui l'orienter ?"
    heard = await talk.hears(words, "ask_referral", metadata={"at": OPEN})
    assert "Bravvo" not in heard
    assert "SAJ" in heard


async def test_an_age_in_years_weighs_more_than_the_word_young(talk: Talk) -> None:
    heard = await talk.hears("je bosse dans un club de foot, vers qui orienter un jeune de 19 ans ?", "ask_referral")
    assert "SAJ" not in heard


@pytest.mark.parametrize(
    ("who", "not_said"),
    [
        ("je suis directrice d'une école, vers qui orienter un élève ?", "Votre direction"),
        ("je travaille au PMS, vers qui orienter un élève ?", "le centre PMS"),
        ("je suis infirmière, vers qui orienter un patient de 16 ans que son école exclut ?", "Votre direction"),
    ],
)
async def test_nobody_is_sent_to_themselves_or_to_a_school_that_is_not_theirs(
    talk: Talk, who: str, not_said: str
) -> None:
    assert not_said not in await talk.hears(who, "ask_referral")


async def test_at_night_what_answers_now_comes_first(talk: Talk) -> None:
    words = "je suis éducateur de nuit dans un foyer, vers qui orienter un jeune de 16 ans ?"
    heard = await talk.hears(words, "ask_referral", metadata={"at": NIGHT})
    assert heard.index("107") < heard.index("0800 111 72")


@pytest.mark.parametrize("at", [OPEN, NIGHT])
@pytest.mark.parametrize("place", ["Namur", "Dinant", "Bruxelles", "Anvers", "Lille", "Eupen", "Montréal"])
@pytest.mark.parametrize("who", ["prof", "éducateur en AMO", "médecin", "assistante sociale au CPAS", "coach de boxe"])
async def test_a_referral_fits_two_screens_whatever_is_known(talk: Talk, who: str, place: str, at: str) -> None:
    heard = await talk.hears(f"je suis {who} à {place}, vers qui orienter un jeune de 15 ans ?", "ask_referral",
                             metadata={"at": at})  # fmt: skip
    assert place in heard
    assert "0800 111 72" in heard
    assert len(heard) < 1200


@pytest.mark.parametrize(
    ("words", "reading", "said"),
    [
        ("son frère a 21 ans, vers qui pour lui ?", "ask_support_for_me", "son accord"),
        ("chez nous c'est Etterbeek", "out_of_scope", "Etterbeek"),
        ("je cherche juste un service pour Bruxelles", "out_of_scope", "Bruxelles"),
    ],
)
async def test_a_worker_who_asks_whom_gets_the_steps(talk: Talk, words: str, reading: str, said: str) -> None:
    await talk.hears("bonjour, psychologue dans un centre PMS", "greet")
    assert said in await talk.hears(words, reading)


async def test_an_answer_for_a_sector_is_seen_in_the_light_of_a_place_too(talk: Talk) -> None:
    await talk.hears("", "ask", "ask_referral/prison")
    assert "Anvers" in await talk.hears("et s'il va habiter à Anvers ?", "other_language")


async def test_work_told_in_a_message_that_rang_an_alarm_is_not_asked_for(talk: Talk) -> None:
    words = "Bonjour, psychologue dans un centre PMS à Andenne. Une élève de 13 ans a vu des vidéos."
    await talk.meets("action_check_urgency", words, "check_urgency")
    await talk.hears("non, personne n'est en danger", "deny")
    said = await talk.hears("vers qui l'orienter ?", "ask_referral")
    assert "secteur" not in said
    assert "Andenne" in said


async def test_a_question_passed_over_is_not_put_again(talk: Talk) -> None:
    await talk.hears("je bosse dans une société de logement social", "out_of_scope")
    assert "âge" in await talk.hears("chez nous c'est Etterbeek", "out_of_scope")
    said = await talk.hears("non personne n'est en danger, je cherche juste un service pour Bruxelles", "out_of_scope")
    assert "0800 111 72" in said
    assert "Bruxelles" in said


async def test_a_trade_told_in_an_alarm_is_not_asked_again(talk: Talk) -> None:
    urgency = {"level": "urgent", "kind": "attack", "score": 0.9, "reasons": []}
    talk._message(
        "je travaille au cpas, un monsieur revient avec une arme", "urgent_attack", None, {"urgency": urgency}
    )
    await talk.runs("action_urgent")
    await talk.hears("la police l'a embarqué, tout va bien", "describe_concern")
    assert "Dans quel secteur" not in await talk.hears(
        "et maintenant c'est quoi la procédure pour cet homme ?", "ask_referral"
    )


async def test_what_is_told_on_after_the_steps_does_not_get_them_again(talk: Talk) -> None:
    await talk.hears(
        "je suis prof à Namur, vers qui orienter un élève de 16 ans qui dessine des croix gammées ?", "ask_referral"
    )
    said = await talk.hears(
        "le pire c'est qu'une élève a trouvé un dessin sur son banc hier, elle pleurait", "ask_referral"
    )
    assert "Merci" in said
    assert "juste au-dessus" not in said
    asked = await talk.hears("et vers qui je l'oriente, elle ?", "ask_referral")
    assert "CAPREV" in asked


async def test_who_is_told_to_report_hears_of_the_law_first(talk: Talk) -> None:
    words = "assistante sociale au cpas. un collègue me dit que je suis OBLIGÉE de signaler un bénéficiaire complotiste"
    said = await talk.hears(words, "ask_referral")
    assert "rien ne vous oblige" in said
    assert "Quel âge" not in said


async def test_the_law_of_the_cpas_is_answered_with_what_became_of_it(talk: Talk) -> None:
    await talk.hears("je suis assistante sociale au cpas", "ask_referral")
    words = "une collègue soutient que depuis 2017 les CPAS sont obligés de signaler d'initiative"
    said = await talk.hears(words, "ask_police")
    assert "2019" in said
    assert "annulé" in said
