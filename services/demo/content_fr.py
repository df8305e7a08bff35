# ruff: noqa: E501
"""Three services in French, as plain data: they follow from what the owner says he does.

Prices, durations and case studies are invented, and marked as examples.
"""

INDEX = {
    "title": "Services",
    "slug": "services",
    "search_description": "Stratégie, outils internes, animation et formation : trois services pour les ONG et les entrepreneurs sociaux.",
    "intro": "Trois façons de travailler ensemble, toutes au départ de vos membres. Prix et durées sont des exemples.",
    "invitation": "Dites-moi où vous en êtes. Je vous dirai lequel, ou qu’il ne vous en faut aucun.",
}

TAX_NOTE = "TVA non applicable, art. 293 B du CGI"

SERVICES = [
    {
        "name": "strategy",
        "title": "Stratégie et accompagnement",
        "slug": "strategie",
        "search_description": "Une stratégie de médias sociaux pour ONG : un diagnostic, un plan d’une page, un accompagnement.",
        "summary": "Savoir quoi dire, où, et qui s’en charge : un plan d’une page, que votre équipe peut tenir sans moi.",
        "for_whom": "<p>Une ONG, une association ou une entreprise sociale qui publie déjà un peu partout, sans savoir pourquoi ici plutôt que là. Ou qui n’a pas commencé, et <mark>ne veut pas commencer par cinq comptes à la fois</mark>.</p>",
        "outcome": "<p>Vous savez à qui vous parlez, et où. Chaque membre connaît sa part. Ce qui ne sert à rien est fermé, sans regret.</p>",
        "deliverables": [
            "Un état des lieux : vos comptes, vos publics, vos forces",
            "Un plan d’une page, lisible par tout le monde",
            "Un calendrier de trois mois, avec des noms en face des dates",
            "Un point d’étape, trois mois plus tard",
        ],
        "steps": [
            ("Écouter", "Des conversations avec ceux qui publient, et avec ceux qui n’osent pas."),
            (
                "Choisir",
                "Un lieu principal, un objectif, deux ou trois habitudes. Le reste attend.",
            ),
            ("Écrire", "Le plan se rédige avec vous, avec vos mots."),
            ("Tenir", "Je reste joignable pendant que vous prenez le rythme."),
        ],
        "duration": "Six semaines avec le plan et l’accompagnement (exemple)",
        "offers": [
            {
                "name": "Diagnostic",
                "description": "L’état des lieux et une restitution avec votre équipe.",
                "price_from": "1200",
                "unit": "forfait",
            },
            {
                "name": "Diagnostic, plan et accompagnement",
                "description": "Le diagnostic, puis le plan, puis six semaines côte à côte.",
                "price_from": "3600",
                "unit": "pour six semaines",
            },
            {
                "name": "Suivi",
                "description": "Un appel par mois, et une réponse quand quelque chose coince.",
                "price_from": "350",
                "unit": "par mois",
            },
        ],
        "questions": [
            {
                "key": "goal",
                "label": "Dans un an, à quoi verrez-vous que cela a marché ?",
                "help_text": "Un fait suffit : « trente bénévoles de plus », « plus personne ne demande où est le fichier ».",
                "kind": "long",
                "required": True,
            },
            {
                "key": "members",
                "label": "Combien de personnes compte votre organisation ?",
                "help_text": "Salariés et bénévoles. Un ordre de grandeur suffit.",
                "kind": "number",
            },
            {
                "key": "channels",
                "label": "Où êtes-vous déjà présents ?",
                "kind": "choices",
                "choices": [
                    "Un blog",
                    "Facebook",
                    "X (Twitter)",
                    "YouTube ou Flickr",
                    "LinkedIn",
                    "Ailleurs",
                    "Nulle part encore",
                ],
            },
            {"key": "start", "label": "Quand aimeriez-vous commencer ?", "kind": "date"},
        ],
        "related_answers": ["start", "results"],
        "invitation": "Dites-moi ce que vous publiez déjà, et pour qui : nous partirons de là.",
        "case_study": {
            "client": "Les Rives (association fictive)",
            "situation": "Neuf comptes ouverts par neuf bénévoles, dont quatre perdus de vue. Personne ne savait qui répondait à qui.",
            "result": "Un blog et une page, tenus à tour de rôle. Sept comptes fermés proprement. Un plan punaisé dans la cuisine.",
        },
    },
    {
        "name": "tools",
        "title": "Outils internes et collaboration",
        "slug": "outils-collaboratifs",
        "search_description": "Choisir, installer et faire adopter un outil de partage et de travail à plusieurs dans une association.",
        "summary": "Un endroit commun où vos membres se parlent, rangent ce qu’ils savent et le retrouvent.",
        "for_whom": "<p>Une organisation dont le savoir dort dans des boîtes de messagerie. Des équipes réparties sur plusieurs villes ou plusieurs pays. Des bénévoles qui passent, et <mark>une mémoire qui ne doit pas partir avec eux</mark>.</p>",
        "outcome": "<p>La même question n’est plus posée trois fois. Un nouveau membre trouve seul ce qu’il lui faut. On ouvre l’outil parce qu’il s’y passe quelque chose, pas parce qu’il le faut.</p>",
        "deliverables": [
            "Une carte de ce qui circule aujourd’hui, et par où",
            "Un outil choisi, installé et rangé avec vous",
            "Un mode d’emploi de deux pages, écrit par vos membres",
            "Des relais formés dans chaque équipe",
        ],
        "steps": [
            ("Observer", "Une semaine ordinaire : qui demande quoi, à qui, par quel chemin."),
            ("Essayer", "Une équipe volontaire utilise l’outil pour un vrai projet."),
            ("Étendre", "Les premiers convaincus forment les suivants."),
            ("Ranger", "Ce qui sert reste. Le reste s’archive."),
        ],
        "duration": "Deux mois pour la mise en place (exemple)",
        "offers": [
            {
                "name": "Choix de l’outil",
                "description": "L’observation, une comparaison courte et une recommandation.",
                "price_from": "900",
                "unit": "forfait",
            },
            {
                "name": "Mise en place",
                "description": "De l’essai avec une équipe jusqu’à l’adoption par toutes.",
                "price_from": "2800",
                "unit": "pour deux mois",
            },
        ],
        "questions": [
            {
                "key": "today",
                "label": "Comment partagez-vous vos documents et vos nouvelles aujourd’hui ?",
                "help_text": "Listes d’e-mails, clé USB, tableau blanc : tout compte.",
                "kind": "long",
                "required": True,
            },
            {
                "key": "obstacle",
                "label": "Qu’est-ce qui coince le plus ?",
                "kind": "choice",
                "choices": [
                    "On ne retrouve rien",
                    "Personne ne s’en sert",
                    "Trop d’outils à la fois",
                    "Le savoir part avec les gens",
                    "Autre chose",
                ],
            },
            {
                "key": "people",
                "label": "Combien de personnes s’en serviraient ?",
                "kind": "number",
            },
            {
                "key": "places",
                "label": "Dans quels pays ou quelles villes ?",
                "help_text": "Pour penser aux langues et aux fuseaux horaires.",
                "kind": "short",
            },
        ],
        "related_answers": ["social", "results"],
        "invitation": "Dites-moi où vos documents se perdent : nous chercherons d’abord de ce côté.",
        "case_study": {
            "client": "Semis urbains (association fictive)",
            "situation": "Onze jardins partagés, onze façons de noter les récoltes. À chaque départ, un carnet disparaissait.",
            "result": "Un espace commun, un modèle de fiche, une photo par semaine. Le jardin qui manquait de graines sait désormais qui en a.",
        },
    },
    {
        "name": "community",
        "title": "Animation et formation",
        "slug": "animation-et-formation",
        "search_description": "Community management et formation aux médias sociaux pour les membres d’une ONG.",
        "summary": "Vos membres apprennent à raconter ce qu’ils font, et votre communauté a quelqu’un pour l’animer.",
        "for_whom": "<p>Une association dont une seule personne tient tous les comptes, et n’en peut plus. Un réseau de membres ou d’anciens qui s’endort. Une campagne pour laquelle <mark>vous voudriez beaucoup de voix</mark>, et pas seulement la vôtre.</p>",
        "outcome": "<p>Chacun ose publier, inviter, répondre. Les questions du public ne restent pas sans réponse. Et je peux m’en aller sans que le lieu s’éteigne.</p>",
        "deliverables": [
            "Des ateliers sur vos vrais comptes, jamais sur des maquettes",
            "Un tour de rôle que chacun comprend",
            "Une charte d’une page : ce qu’on dit, ce qu’on tait, qui décide",
            "Un bilan court à la fin de chaque mois d’animation",
        ],
        "steps": [
            ("Rencontrer", "Un atelier pour tous, du président au dernier arrivé."),
            ("Publier ensemble", "Les premières semaines se font à quatre mains."),
            ("Passer la main", "Le tour de rôle fonctionne ; je deviens spectateur."),
        ],
        "duration": "D’une journée à trois mois (exemple)",
        "offers": [
            {
                "name": "Atelier",
                "description": "Une journée pour un groupe de douze personnes au plus.",
                "price_from": "650",
                "unit": "par jour",
            },
            {
                "name": "Animation",
                "description": "La communauté animée avec vos membres, puis rendue.",
                "price_from": "1500",
                "unit": "par mois",
            },
        ],
        "questions": [
            {
                "key": "format",
                "label": "De quoi avez-vous besoin ?",
                "kind": "choice",
                "choices": [
                    "Former nos membres",
                    "Animer notre communauté",
                    "Les deux",
                    "Je ne sais pas encore",
                ],
                "required": True,
            },
            {
                "key": "group",
                "label": "Combien de personnes participeraient ?",
                "kind": "number",
            },
            {
                "key": "habits",
                "label": "Que font déjà vos membres en ligne ?",
                "help_text": "Même peu : un blog personnel, des photos, un groupe d’amis.",
                "kind": "long",
            },
            {"key": "before", "label": "Avez-vous une date en vue ?", "kind": "date"},
        ],
        "related_answers": ["start", "roles"],
        "invitation": "Dites-moi qui, chez vous, a une histoire à raconter : nous commencerons par là.",
        "case_study": {
            "client": "Le Réseau des escales (association fictive)",
            "situation": "Quatre cents anciens volontaires, et un bulletin que personne n’ouvrait.",
            "result": "Deux ateliers, un groupe, un thème par mois. Les anciens écrivent ; le bulletin n’a plus qu’à choisir.",
        },
    },
]
