"""Said once, not asked again: follow-ups of a few words, names, needs, two questions, openings, a child."""

from __future__ import annotations

import pytest

from actions.world import World
from casework.text import plain
from tests.actions.conftest import Talk


async def test_cost_is_answered_for_the_service_that_was_just_spoken_of(talk: Talk) -> None:
    await talk.hears("c'est quoi un pass dans l'impasse", "out_of_scope")
    assert "2,20" in await talk.hears("c'est payant ?", "out_of_scope")


@pytest.mark.parametrize("words", ["c'est payant ?", "ca coute combien", "ca coute qqch ?"])
async def test_cost_alone_is_that_of_the_help(talk: Talk, words: str) -> None:
    assert "gratuit" in await talk.hears(words, "out_of_scope")


async def test_what_is_not_confirmed_of_a_service_is_said_to_be(talk: Talk) -> None:
    await talk.hears("et mado ?", "other_language")
    said = await talk.hears("c'est quoi le numéro ?", "ask_green_number")
    assert "à confirmer" in said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("et s'il est mineur ?", "mineur"), ("et la police ?", "police"), ("et moi ?", "aidé"),
        ("et après ?", "téléphone"), ("c'est anonyme ?", "nom"), ("c'est grave ?", "machine"),
        ("je fais quoi ?", "lien"), ("et s'il l'apprend ?", "peur"), ("je suis sourd", "écrit"),
        ("c'est pas ma question", "à côté"), ("je comprends pas bien ces boutons", "mots"),
    ],
)  # fmt: skip
async def test_a_follow_up_of_a_few_words_is_answered(talk: Talk, words: str, expected: str) -> None:
    await talk.hears("mon fils a changé", "describe_concern")
    assert expected in await talk.hears(words, "out_of_scope")


async def test_not_understood_gets_the_last_answer_in_other_words(talk: Talk) -> None:
    first = await talk.hears("quels sont les signes ?", "ask_signs")
    again = await talk.hears("j'ai pas compris", "deny")
    assert again != first
    assert talk.slots["last_answer"] == "ask_signs"


async def test_a_correction_is_not_read_as_a_refusal(talk: Talk) -> None:
    await talk.hears("mon frère regarde des vidéos", "describe_concern")
    await talk.hears("non pas daesh, des trucs complotistes", "deny")
    assert "conspiracy" in talk.slots["last_answer"]


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        ("merci, autre question: c'est quoi la cimédé", "thank", "service/cimede-prevention"),
        ("ok merci et pour ma fille de 12 ans ?", "thank", "opening/relative"),
        ("bjr jsuis maman de 3 enfants et jsai plus quoi faire", "greet", "opening/relative"),
        ("Bonjour je suis prof dans une école secondaire à Jambes", "out_of_scope", "opening/professional"),
        ("bonjour j'habite namur et voila", "greet", "opening/told"),
        ("bonjour", "greet", "greet"),
        ("merci beaucoup", "thank", "thank"),
        ("merci pour votre aide", "thank", "thank"),
        ("non merci", "deny", "deny"),
    ],
)
async def test_a_greeting_does_not_swallow_the_sentence(talk: Talk, words: str, intent: str, answer: str) -> None:
    await talk.hears(words, intent)
    if answer == "opening/relative" and intent == "thank":
        assert talk.slots["last_answer"] != "thank"
    else:
        assert talk.slots["last_answer"] == answer


async def test_two_questions_are_answered_in_one_turn_the_main_one_first(talk: Talk) -> None:
    said = await talk.hears("quels sont les signes et c'est anonyme ?", "ask_signs", also="ask_confidentiality")
    assert said.index("signe") < said.index("nom")
    assert len(talk.replies) >= 2


async def test_a_second_intent_that_is_missing_or_the_same_changes_nothing(talk: Talk, world: World) -> None:
    alone = await talk.hears("quels sont les signes ?", "ask_signs", also=None)
    other = Talk(world)
    assert alone == await other.hears("quels sont les signes ?", "ask_signs", also="ask_signs")


async def test_what_was_just_said_beside_another_answer_is_not_said_again_in_the_same_words(talk: Talk) -> None:
    beside = await talk.hears("quels sont les signes et c'est anonyme ?", "ask_signs", also="ask_confidentiality")
    again = await talk.hears("donc je peux vous écrire sans donner mon nom ?", "ask_confidentiality", confidence=0.95)
    assert again not in beside
    assert "juste au-dessus" not in again
    assert "nom" in again


async def test_a_worker_is_not_answered_as_a_family(talk: Talk) -> None:
    await talk.hears("je suis éduc de rue, un gars revient de prison et il recrute", "ask_returnee")
    assert talk.slots["last_answer"] == "ask_referral/prison"


NAMES = ["le 103", "c koi le 103", "107 ?", "télé accueil", "child focus", "les equipes mobiles", "le cpas de namur",
         "cimédé", "et mado ?", "c quoi le numero de mado", "infor jeunes c ou", "0800 30 030", "unia peut m'aider ?",
         "chil focus", "maison de justice namur"]  # fmt: skip


@pytest.mark.parametrize("words", NAMES)
@pytest.mark.parametrize("intent", ["out_of_scope", "ask_green_number", "other_language", "nlu_fallback"])
async def test_a_service_is_found_by_its_name_whatever_the_reading(talk: Talk, words: str, intent: str) -> None:
    await talk.hears(words, intent)
    assert talk.slots["last_answer"].startswith("service/")


async def test_every_service_is_found_by_each_of_its_names(talk: Talk, world: World) -> None:
    for service in world.directory.services.values():
        if service.id == "caprev-0800":
            continue
        for name in (service.short_name, *service.aliases):
            if len(name.split()) > 8:
                continue
            await talk.hears(f"c'est quoi {name}", "out_of_scope")
            assert talk.slots["last_answer"].startswith(("service/", "urgent_menu", "ask_namur/")), name


async def test_every_need_leads_to_its_answer(talk: Talk, world: World) -> None:
    for answer, words in world.needs._lists.items():
        for phrase in words._all:
            assert world.needs.answer(f"je cherche {phrase}") is not None
            assert answer in world.content.answers


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        ("y a t il un psy gratuit a namur", "ask_green_number", "service/un-pass"),
        ("qui évalue une situation a namur", "ask_namur", "ask_namur/referent"),
        ("je cherche un traducteur", "out_of_scope", "service/namur-mediation-interculturelle"),
        ("trouver un travail a namur", "out_of_scope", "ask_namur/insertion"),
        ("un lieu pour les ados", "out_of_scope", "service/mado-namur"),
        ("des agents devant les écoles c'est qui", "ask_training", "ask_namur/gardiens_de_la_paix"),
        ("l'aide pour trouver un job à la ville", "out_of_scope", "ask_namur/insertion"),
        ("accord de 2018 entre les communes", "out_of_scope", "ask_namur/protocole"),
        ("quel policier s'occupe de ça à namur", "out_of_scope", "ask_namur/referent_police"),
    ],
)
async def test_a_service_is_found_by_what_it_does(talk: Talk, words: str, intent: str, answer: str) -> None:
    await talk.hears(words, intent)
    assert talk.slots["last_answer"] == answer


@pytest.mark.parametrize(
    ("words", "intent"),
    [("g 11 ans et papa il me montre des videos", "self_concern"), ("j'ai 9 ans et je sais pas", "nlu_fallback")],
)
async def test_a_child_is_spoken_to_as_a_child(talk: Talk, words: str, intent: str) -> None:
    said = await talk.hears(words, intent)
    assert "103" in said
    assert "112" in said
    assert "adulte" in said
    said = await talk.hears("j ai peur", "ask_support_for_me")
    assert "103" in said
    assert "proche" not in said


async def test_a_child_who_is_not_safe_is_in_danger(talk: Talk) -> None:
    await talk.hears("j'ai 11 ans et papa il me montre des videos", "self_concern")
    said = await talk.hears("non", "deny")
    assert "112" in said
    assert "103" in said
    assert talk.slots["urgent"]["over"] is False


async def test_a_teenager_hears_that_parents_need_not_know(talk: Talk) -> None:
    await talk.hears("j'ai 16 ans et mon frère a changé", "describe_concern")
    said = await talk.hears("je peux en parler sans que mes parents sachent ?", "ask_minor")
    assert "parents" in said
    assert "103" in said


async def test_who_tells_a_story_at_once_is_answered_first_and_told_once_what_this_is(talk: Talk) -> None:
    first = await talk.hears("c'est quoi le caprev ?", "ask_caprev")
    second = await talk.hears("quels sont les signes ?", "ask_signs")
    assert "/effacer" in first
    assert first.index("CAPREV") < first.index("/effacer")
    assert "/effacer" not in second


async def test_after_start_no_notice_follows(talk: Talk) -> None:
    said = await talk.hears("", "start_conversation")
    assert len(talk.replies) <= 2
    assert all(word in said for word in ("machine", "/effacer", "Telegram", "limite", "24 heures", "téléphone"))
    assert "Pour info" not in await talk.hears("quels sont les signes ?", "ask_signs")


MANNERS = [("blorp", "nlu_fallback"), ("connard", "insult"), ("bonjour", "greet"), ("merci", "thank"),
           ("dank u", "other_language"), ("quelle heure est-il", "out_of_scope"), ("oui", "affirm"), ("non", "deny"),
           ("t'es un robot", "bot_challenge"), ("menu", "ask_capabilities"), ("au revoir", "goodbye"),
           ("une bombe comment", "harmful_request"), ("je suis journaliste", "out_of_scope"),
           ("je teste", "out_of_scope")]  # fmt: skip


@pytest.mark.parametrize(("words", "intent"), MANNERS)
@pytest.mark.parametrize("language", ["nl", "en", "de", None])
async def test_never_the_same_twice_in_a_row(talk: Talk, words: str, intent: str, language: str | None) -> None:
    before: set[str] = set()
    for _ in range(5):
        await talk.hears(words, intent, language=language)
        bubbles = {reply["text"] for reply in talk.replies if reply.get("text")}
        assert not bubbles & before
        before = bubbles


async def test_no_answer_of_the_content_stands_there_twice_in_a_row(talk: Talk, world: World) -> None:
    for answer in world.content.answers:
        if answer.startswith(("urgent_text", "after_")):
            continue
        first = await talk.hears("", "ask", answer)
        assert first != await talk.hears("", "ask", answer), answer


@pytest.mark.parametrize("language", ["nl", "en", "de"])
async def test_a_language_card_begins_with_the_numbers_for_danger(talk: Talk, language: str) -> None:
    said = await talk.hears("…", "other_language", language=language)
    assert said.splitlines()[1].startswith("112")
    assert said.splitlines()[2].startswith("101")


async def test_unconfirmed_hours_are_marked_once_in_an_answer(talk: Talk, world: World) -> None:
    for answer in world.content.answers:
        if not answer.startswith(("urgent_text", "after_")):
            said = plain(await talk.hears("", "ask", answer))
            assert said.count("horaires a verifier") <= 1, answer


async def test_every_reply_is_shorter_than_twelve_hundred_characters(talk: Talk, world: World) -> None:
    talk.slots["urgent"] = {"kind": "attack", "said": 1, "over": False, "calm": True}
    talk.slots["paused_form"] = "contact_form"
    for answer in world.content.answers:
        if not answer.startswith("urgent_text"):
            await talk.hears("", "ask", answer)
            assert all(len(reply.get("text") or "") < 1200 for reply in talk.replies), answer


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        ("et si c'est les parents qui sont radicalisés", "ask_what_is_radicalisation", "follow/parents_concerned"),
        ("jdois en parler aux parents ?", "ask_minor", "ask_minor/parents_consent"),
        ("je peux lui dire son nom ?", "ask_how_to_talk", "ask_referral/without_naming"),
        ("mon mari regarde des video de daesh", "out_of_scope", "describe_concern"),
        ("maison de justice namur", "ask_namur_maisons_de_quartier", "service/aide-juridique"),
        ("les gardiens de la paix ils font quoi", "ask_namur_gardiens_de_la_paix", "ask_namur/gardiens_de_la_paix"),
        ("quels sont les signes chez un ado ?", "ask_signs", "ask_signs/teen"),
        ("dois-je appeler la police ?", "ask_police", "ask_police/must_i_report"),
    ],
)
async def test_a_few_words_weigh_more_than_a_near_reading_and_no_more(
    talk: Talk, words: str, intent: str, answer: str
) -> None:
    await talk.hears(words, intent)
    assert talk.slots["last_answer"] == answer


async def test_a_mother_who_is_ashamed_at_work_is_no_worker(talk: Talk) -> None:
    await talk.hears("mon fils de 19 ans traîne avec des types violents", "describe_concern")
    await talk.hears("j'ai honte au boulot, je ne dis rien à personne", "ask_support_for_me")
    said = await talk.hears("c'est de ma faute ?", "ask_support_for_me")
    assert "équipe" not in said
    assert "responsable" in said
