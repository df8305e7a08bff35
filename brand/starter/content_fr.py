# ruff: noqa: E501
"""The starter's pages in French: true of any owner. Text still to be written begins with ✎."""

HOME = {"title": "Profil", "slug": "accueil", "opening_question": "Qui êtes-vous ?"}

CONTACT_TURN = {
    "question": "Une question, un projet ?",
    "text": "",
    "button": "M’écrire",
}

GUIDING_TURNS = [
    (
        "biography",
        {
            "question": "D’où venez-vous ?",
            "text": "<p>✎ Votre parcours, en deux ou trois paragraphes : ce que vous avez fait, pour qui, et ce qui vous tient à cœur. Le marqueur souligne la phrase qui compte.</p>",
        },
    ),
    (
        "services",
        {
            "question": "Que proposez-vous ?",
            "intro": "✎ Une phrase, puis choisissez vos services ci-dessous, dès qu’ils ont leur page.",
            "services": [],
        },
    ),
    (
        "milestones",
        {
            "question": "Par quelles étapes ?",
            "milestones": [
                {
                    "year": "✎ Année",
                    "title": "✎ Une étape de votre parcours",
                    "detail": "✎ Ce que vous y avez fait, en une phrase.",
                }
            ],
        },
    ),
    (
        "text",
        {
            "question": "✎ La question que tout le monde vous pose ?",
            "text": "<p>✎ Votre réponse.</p>",
        },
    ),
]

LEGAL = {
    "title": "Mentions légales",
    "slug": "mentions-legales",
    "search_description": "L’éditeur et l’hébergeur de ce site.",
    "body": "<h2>Propriété intellectuelle</h2><p>Les textes et les images appartiennent à leurs auteurs. Une courte citation est permise si elle nomme sa source.</p>"
    "<h2>Signaler une erreur</h2><p>Le formulaire de contact est là pour cela aussi.</p>",
}

PRIVACY = {
    "title": "Confidentialité",
    "slug": "confidentialite",
    "search_description": "Les données que ce site reçoit, leur usage, leur durée de conservation et vos droits.",
    "body": "<h2>À quoi elles servent</h2><p>À vous répondre, uniquement. La base légale est la préparation d’un contrat lorsque vous demandez un service (RGPD, article 6, paragraphe 1, point b), et l’intérêt légitime à répondre aux messages dans les autres cas (point f).</p>"
    "<h2>Champs obligatoires</h2><p>Le formulaire les signale. Sans eux, une réponse serait impossible ; les autres sont facultatifs.</p>"
    "<h2>Lieu de traitement</h2><p>Le site lui-même n’envoie rien hors de l’Union européenne. L’hébergeur et la messagerie sont choisis par la personne nommée plus haut, qui vous dira où ils travaillent.</p>"
    "<h2>Exercer vos droits</h2><p>Passez par le formulaire de contact, en donnant votre référence. Vous aurez une réponse sous un mois.</p>"
    "<h2>Cookies</h2><p>Aucun pour qui lit le site : ni traceur, ni mesure d’audience individuelle, ni contenu chargé depuis un autre site.</p>",
}
