"""A service is found by what it does, in the words of workers and relatives; what is asked of it is answered for it."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk

WHAT_IT_DOES = {
    "service/be-112": ["mon collègue a fait une crise cardiaque, quel numéro on appelle ?", "comment on fait venir les pompiers ?"],
    "service/be-101": ["comment avoir la police très vite cette nuit ?", "quel numéro pour joindre les flics au plus vite ?"],
    "service/caprev-0800": ["qui écoute et conseille les parents et aussi les professionnels ?", "quel service accompagne une famille face à la radicalisation ?"],
    "service/cimede-prevention": ["qui peut former mon équipe sur l'extrémisme ?", "on voudrait sensibiliser nos animateurs, quel service fait ça ?"],
    "service/equipes-mobiles": ["quelqu'un peut intervenir dans notre athénée après une bagarre ?", "y a-t-il une équipe pour une crise dans l'école ?"],
    "service/tele-accueil-107": ["j'ai besoin de parler à quelqu'un cette nuit sans dire mon nom", "où se confier la nuit de façon anonyme ?"],
    "service/prevention-suicide-0800": ["un numéro pour un usager qui parle de mourir ?", "quelle ligne quand un ami a des idées noires ?"],
    "service/un-pass": ["un suivi psy à Namur pour un patient suicidaire, où trouver ça ?", "ma soeur est endeuillée par un suicide, y a un psychologue à Namur pour elle ?"],
    "service/ecoute-enfants-103": ["quel numéro un enfant peut appeler pour parler sans ses parents ?", "y a une ligne où un ado est écouté anonymement ?"],
    "service/child-focus-116000": ["ma nièce a fugué hier soir, quel service s'en occupe ?", "qui s'occupe de la disparition d'un mineur ?"],
    "service/ecoute-violences-conjugales": ["une patiente est frappée par son conjoint, quel numéro lui donner ?", "qui aide quand le mari d'une amie l'enferme et la surveille ?"],
    "service/sos-viol": ["une usagère a été violée il y a dix ans, qui peut l'écouter ?", "quelle ligne pour parler d'une agression sexuelle ancienne ?"],
    "service/cpvs-namur": ["une étudiante vient d'être violée, où sont faits les soins et les prélèvements ?", "quel centre à Namur garde les traces après une agression sexuelle ?"],
    "service/centre-antipoisons": ["il a bu un produit ménager, qui appeler ?", "le petit a avalé des médicaments de sa mamy, quel numéro ?"],
    "service/garde-1733": ["quel numéro pour un médecin le dimanche ?", "où trouver un docteur ce soir, le cabinet est fermé ?"],
    "service/saj-namur": ["quel service propose une aide volontaire à un jeune et à sa famille ?", "vers qui aller pour un enfant négligé par sa famille ?"],
    "service/spj-namur": ["qui exécute les décisions du tribunal de la jeunesse ?", "le juge de la jeunesse a pris une mesure, qui est chargé de la suivre ?"],
    "service/sailfe-dinant": ["un enfant maltraité à Ciney, quel service ?", "qui s'occupe des coups sur un enfant du côté de Dinant ?"],
    "service/sdj-namur": ["où un mineur peut être conseillé sur ses droits ?", "une élève veut savoir quels sont ses droits face à l'école"],
    "service/mado-namur": ["y a-t-il un endroit où un adolescent peut se déposer sans rendez-vous ?", "un lieu d'accueil pour une jeune de 16 ans qui veut parler ?"],
    "service/infor-jeunes-namur": ["où un jeune peut se renseigner sur un kot ?", "ma fille cherche un job étudiant, qui l'informe ?"],
    "service/namur-mediation-interculturelle": ["la famille que je suis comprend mal le français", "j'ai besoin d'un interprète pour un entretien avec un papa turc"],
    "service/police-namur-capitale": ["c'est où le poste de police à Namur ?", "comment déposer une plainte à la police de Namur ?"],
    "service/cpas-namur": ["une dame n'a pas de quoi payer son loyer, quel service l'aide ?", "où un jeune homme sans revenus peut demander une aide sociale ?"],
    "service/unia": ["on lui a refusé un logement à cause de son nom, quel service ?", "où signaler une discrimination à l'embauche ?"],
    "service/contenu-en-ligne": ["comment signaler un compte qui poste de la propagande ?", "à qui signaler une page avec des vidéos de Daesh ?"],
    "service/aide-juridique": ["où trouver un avocat quand on est sans argent ?", "y a-t-il un premier conseil juridique gratuit ?"],
    "service/apd-gba": ["à qui porter plainte si mes données sont mal utilisées ?", "la protection des données, on les joint comment ?"],
    "service/fr-cnapr": ["mon neveu habite à Marseille, quelle ligne peut l'aider là-bas ?", "un patient part vivre en France, quel service y contacter ?"],
    "service/lu-respect": ["ma belle-soeur est à Esch, qui contacter là-bas ?", "quel service pour une famille au Luxembourg ?"],
    "service/nl-lse": ["mon frère vit à Rotterdam, quel numéro là-bas ?", "y a-t-il une ligne d'aide en Hollande pour un collègue ?"],
    "service/uk-act-early": ["ma fille étudie à Londres, quel numéro peut-elle appeler là-bas ?", "un ancien élève vit à Manchester, quel service contacter ?"],
    "service/ca-cprmv": ["mon cousin vit au Québec, quel service appeler ?", "une connaissance à Montréal, quelle ligne pour elle ?"],
    "service/vl-opvoedingslijn": ["une famille flamande cherche un numéro, vous avez ça ?", "des parents vivent à Anvers, quel service contacter pour eux ?"],
    "service/bxl-bravvo": ["la Ville de Bruxelles a-t-elle une équipe de prévention pour les habitants ?", "mon fils habite Bruxelles-Ville, y a quelqu'un de la prévention là-bas ?"],
    # The eleven parts of the town.
    "ask_namur/referent": ["qui, à la ville de Namur, évalue la situation d'un jeune qui inquiète ?", "comment joindre l'agent de la ville pour la radicalisation ?"],
    "ask_namur/cohesion_sociale": ["quel service s'occupe du vivre ensemble à la ville ?", "qui gère la vie de quartier à Namur ?"],
    "ask_namur/csil": ["le bourgmestre réunit des gens autour d'une table pour parler de situations, c'est quoi ?", "c'est quoi cette cellule du bourgmestre où les services discutent de jeunes ?"],
    "ask_namur/protocole": ["Namur a signé une convention avec d'autres villes en 2018, c'est quoi ?", "c'est quoi l'accord entre la Fédération et les communes ?"],
    "ask_namur/securite_prevention": ["qui prépare le plan de sécurité de la ville ?", "quel service fait le bilan local de la sécurité à Namur ?"],
    "ask_namur/proximite": ["qui va vers les jeunes qui traînent dans la rue ?", "y a des gens de la ville qui sillonnent les quartiers ?"],
    "ask_namur/maisons_de_quartier": ["y a-t-il des activités pour les enfants dans le quartier ?", "quel lieu du quartier pour rencontrer des voisins ?"],
    "ask_namur/prevention_sociale": ["le groupe de prévention sociale de la ville, il fait quoi ?", "c'est quoi l'équipe de prévention sociale à Namur ?"],
    "ask_namur/gardiens_de_la_paix": ["c'est qui les gens en veste mauve dans la rue ?", "les agents à la sortie des écoles, c'est qui ?"],
    "ask_namur/insertion": ["qui aide à retrouver un emploi à la ville ?", "mon fils est au chômage, y a un service de la ville pour chercher une formation ?"],
    "ask_namur/referent_police": ["quel policier est spécialisé en radicalisation ?", "à la police, qui s'occupe de l'extrémisme ?"],
    "ask_namur": ["à la commune, il y a quelqu'un pour ce genre de choses ?", "et du côté de la ville, y a un service ?"],
}  # fmt: skip
# As the model may read such a question.
READINGS = ["ask_referral", "out_of_scope", "nlu_fallback", "ask_minor"]


@pytest.mark.parametrize("answer", WHAT_IT_DOES)
@pytest.mark.parametrize("reading", READINGS)
async def test_every_service_is_found_by_what_it_does(talk: Talk, answer: str, reading: str) -> None:
    for words in WHAT_IT_DOES[answer]:
        talk.slots.clear()
        await talk.hears(words, reading)
        assert talk.slots["last_answer"] == answer, words


def test_every_service_and_every_part_of_the_town_is_asked_for_above(world_without_redis: World) -> None:
    answers = world_without_redis.content.answers
    town = {"namur-referent-radicalisme", "namur-cohesion-sociale", "namur-csil-r", "namur-gardiens-de-la-paix",
            "namur-maisons-de-quartier", "namur-securite-prevention", "namur-travailleurs-proximite",
            "namur-prevention-sociale", "namur-insertion", "police-referent-radicalisme", "protocole-2018"}  # fmt: skip
    services = {f"service/{id}" for id in world_without_redis.directory.services.keys() - town}
    parts = {id for id in answers if id.startswith("ask_namur/")}
    assert len(parts) == 11
    assert services | parts <= WHAT_IT_DOES.keys()


@pytest.mark.parametrize(
    "words", ["non, pas de violence jusqu'ici", "lui pas violence", "sans violence sexuelle ni rien", "il a viré violent ?"]
)
@pytest.mark.parametrize("reading", ["deny", "ask_what_is_radicalisation", "nlu_fallback"])
async def test_what_is_said_not_to_be_there_asks_for_nothing(talk: Talk, words: str, reading: str) -> None:
    await talk.hears(words, reading)
    assert "viol" not in str(talk.slots.get("last_answer"))


@pytest.mark.parametrize(
    ("words", "reading", "answer"),
    [
        ("ma fille a disparu de mon quotidien, elle ne parle que de ses vidéos", "describe_concern", "describe_concern"),
        ("si je vous appelle depuis la France, est-ce que ce numéro vert marche ?", "ask_green_number", "ask_green_number/abroad"),
        ("vers quel service orienter un élève qui écoute des prêches et dont le mari de sa mère est violent ?",
         "ask_referral", "ask_referral/school"),
        ("il dit que les étrangers doivent dégager", "describe_concern", "describe_concern"),
        ("est-ce que mon ex, qui travaille à la police, lira tout ça ?", "ask_confidentiality",
         "ask_confidentiality/who_knows"),
    ],
)  # fmt: skip
async def test_a_sure_reading_and_a_story_stay(talk: Talk, words: str, reading: str, answer: str) -> None:
    talk.slots["referral"] = {"sector": "school", "age": "minor"}
    await talk.hears(words, reading, calm_confidence=0.97)
    assert talk.slots["last_answer"] == answer


async def test_who_works_in_a_house_of_the_quarter_is_not_told_what_it_is(talk: Talk) -> None:
    await talk.hears("salut, je bosse dans une maison de quartier", "ask_namur_maisons_de_quartier")
    assert talk.slots["last_answer"] == "opening/professional"


async def test_the_referent_of_the_town_is_not_that_of_the_police(talk: Talk) -> None:
    await talk.hears("le référent, c'est qui ?", "ask_namur_referent_police")
    assert talk.slots["last_answer"] == "ask_namur/referent"
    await talk.hears("et le référent de la police ?", "ask_namur_referent")
    assert talk.slots["last_answer"] == "ask_namur/referent_police"


ABOUT = [
    ("service/equipes-mobiles", "c'est payant pour l'école ?", "gratuit"),
    ("service/equipes-mobiles", "et leurs heures ?", "à confirmer"),
    ("service/equipes-mobiles", "et combien de temps avant qu'ils viennent ?", "à confirmer"),
    ("service/equipes-mobiles", "c'est à moi d'appeler ?", "direction"),
    ("ask_namur/referent", "il est payant ?", "gratuit"),
    ("ask_namur/proximite", "y se déplacent ?", "quartiers"),
    ("ask_minor/saj", "c'est où ?", "Heylen"),
    ("ask_hate", "ils sont joignables quand ?", "9h30"),
    ("ask_hate/victim", "c'est ouvert là ?", "ouvert"),
    ("service/lu-respect", "ils parlent arabe ?", "français, allemand, luxembourgeois"),
    ("service/child-focus-116000", "ils sont ouverts quand", "24h/24"),
    ("ask_training", "ils viennent sur place ?", "sur place"),
]


@pytest.mark.parametrize(("answer", "words", "said"), ABOUT)
@pytest.mark.parametrize("reading", ["out_of_scope", "ask_green_number", "ask_caprev", "bot_challenge"])
async def test_what_is_asked_next_is_said_of_the_service_just_spoken_of(
    talk: Talk, answer: str, words: str, said: str, reading: str
) -> None:
    await talk.hears("", "ask", answer)
    heard = await talk.hears(words, reading, metadata={"at": "2026-11-24T10:00:00+01:00"})
    assert said in heard
    assert "2,20" not in heard
    assert talk.titles


async def test_after_a_list_each_service_of_it_is_told(talk: Talk) -> None:
    await talk.hears("je suis prof à Namur, vers qui orienter un élève de 15 ans ?", "ask_referral")
    heard = await talk.hears("c'est gratuit ?", "ask_green_number")
    assert all(name in heard for name in ("CAPREV", "Équipes mobiles", "SAJ"))
    assert len(heard) < 1200


async def test_another_service_named_in_the_question_is_that_service(talk: Talk) -> None:
    await talk.hears("", "ask", "service/un-pass")
    assert "2,20" not in await talk.hears("et Unia c'est gratuit ?", "out_of_scope")


LAW = [
    ("chui obligé de le signaler à la police ou pas", "ask_police", "secret professionnel"),
    ("donc le CPAS n'a plus l'obligation de dénoncer de sa propre initiative, c'est bien ça ?", "ask_police", "annulé"),
    ("et si le procureur me le demande par écrit", "ask_police", "juriste"),
    ("On m'invite à une concertation de cas, suis-je obligée", "ask_police", "choix"),
    ("est-ce que le CAPREV, lui, me dira ce qui s'y raconte ?", "ask_caprev", "confidentiel"),
    ("il y a quelqu'un dans mon administration ?", "greet", "maisons de justice"),
    ("jdois le dire a ses parents ?", "ask_minor", "secret professionnel"),
    ("et si les parents refusent ?", "ask_minor", "tribunal de la jeunesse"),
]


@pytest.mark.parametrize(("words", "reading", "said"), LAW)
async def test_a_worker_is_answered_as_a_worker_on_the_law(talk: Talk, words: str, reading: str, said: str) -> None:
    await talk.hears("éducateur en AMO", "other_language")
    heard = await talk.hears(words, reading)
    assert said in heard
    assert "votre proche" not in heard


@pytest.mark.parametrize(
    ("words", "reading", "said"),
    [
        ("crient sale arabe sur un joueur, où ça se signale", "ask_online", "Unia"),
        ("C'est ici qu'on dénonce les musulmans ?", "ask_police", "Non."),
        ("vous êtes en train de me dire que je suis raciste ??", "ask_hate", "je ne juge personne"),
        ("Vous pensez donc que c'est l'islam le problème ?", "out_of_scope", "Aucune religion"),
        ("Bonjour, je suis journaliste. Combien de dossiers suivez-vous ?", "out_of_scope", "chiffre"),
        ("je voudrais une interview avec quelqu'un du caprev", "ask_caprev", "extremismes-violents@cfwb.be"),
        ("Combien de jeunes radicalisés à Namur cette année ?", "ask_what_is_radicalisation", "Je n’ai pas de chiffre"),
    ],
)
async def test_nobody_is_pointed_at_judged_or_counted(talk: Talk, words: str, reading: str, said: str) -> None:
    assert said in await talk.hears(words, reading)


async def test_after_hate_a_complaint_leads_to_unia_and_to_the_police(talk: Talk) -> None:
    await talk.hears("on m'a insultée pour mon foulard", "ask_hate")
    heard = await talk.hears("où est-ce que je peux porter plainte pour ça", "ask_police")
    assert "Unia" in heard
    assert "police" in heard


async def test_the_source_is_told_by_the_clock_of_the_talk_and_leads_on(talk: Talk) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    heard = await talk.hears("quelles sont vos sources", "show_source", metadata={"at": "2026-11-29T10:00:00+01:00"})
    assert "demain (lundi) à 9h" in heard
    assert talk.titles
