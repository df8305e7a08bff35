# ruff: noqa: E501
"""The demonstration in French: who the owner is, as plain data.

Facts and figures are those of the interview of David Pires; every sentence is written afresh.
What had to be invented says so (`is_example`, "exemple"). Names such as "start" are the same in
`content_en`: they become the translation keys that the two languages share.
"""

from datetime import date
from typing import Any

HOME = {
    "title": "Profil",
    "slug": "accueil",
    "seo_title": "Médias sociaux pour les ONG",
    "search_description": "Conseil en médias sociaux et en outils collaboratifs pour les ONG et les entrepreneurs sociaux : un entretien, trois services, un formulaire.",
    "opening_question": "Que faites-vous, au juste ?",
    "headline": "J’aide les membres d’une ONG à se parler, puis à parler au monde.",
    "short_bio": "<p>Je suis David Pires. Cinq ans chez AIESEC, jusqu’à la présidence nationale, m’ont appris ceci : <mark>les médias sociaux sont l’affaire de tous les membres</mark>, jamais d’un seul. Je conseille des associations, des entreprises et des entrepreneurs sociaux.</p>",
    "availability": "Disponible pour animer une communauté ou conduire un projet web 2.0.",
}

TURNS = [
    (
        "answers",
        {
            "question": "J’ai cinq minutes : que dois-je lire ?",
            "answers": ["start", "social", "results"],
        },
    ),
    (
        "biography",
        {
            "question": "À qui ai-je affaire ?",
            "text": "<p>À un jeune diplômé qui a touché à trois mondes : les ressources humaines, les ONG, les nouvelles technologies. AIESEC les réunissait. J’y suis resté cinq ans.</p>"
            "<p>J’ai commencé au bureau local d’une école, à Évry. J’ai continué à Rio de Janeiro. J’ai animé la communauté, puis présidé l’association au plan national. Entre-temps, j’ai vu plus de trente pays, et travaillé à ce que le web 2.0 entre dans les habitudes d’une organisation dirigée par des étudiants.</p>"
            "<p>Ce qui me passionne n’est pas l’outil. C’est le moment où <mark>des gens qui ne se croisaient pas se mettent à travailler ensemble</mark>.</p>",
            "picture": "conversation",
        },
    ),
    (
        "services",
        {
            "question": "Que proposez-vous, et à quel prix ?",
            "intro": "Trois façons de travailler ensemble. Les prix sont des exemples : ce site est une démonstration.",
            "services": ["strategy", "tools", "community"],
        },
    ),
    (
        "quote",
        {
            "text": "On ne confie pas la parole de tous à une seule personne.",
            "source": "D’après l’entretien avec Lilian",
        },
    ),
    (
        "milestones",
        {
            "question": "D’où venez-vous ?",
            "milestones": [
                {
                    "year": "2004",
                    "title": "Évry, le bureau local",
                    "detail": "Premiers pas chez AIESEC, à TELECOM École de Management.",
                },
                {
                    "year": "2005",
                    "title": "Rio de Janeiro, un stage",
                    "detail": "Au Brésil, auprès de programmes menés dans les favelas.",
                },
                {
                    "year": "2007",
                    "title": "Community manager",
                    "title_language": "en",
                    "detail": "Pour l’organisation : sa communication et son recrutement.",
                },
                {
                    "year": "Après 2007",
                    "title": "La présidence nationale",
                    "detail": "À la tête de l’association.",
                },
                {
                    "year": "2009",
                    "title": "Tell the Story 2.0",
                    "title_language": "en",
                    "detail": "Une campagne internationale où chaque membre est invité à raconter son histoire.",
                },
                {
                    "year": "Depuis",
                    "title": "Conseil et bénévolat",
                    "detail": "Des organisations à conseiller, et le réseau français des anciens d’AIESEC à animer.",
                },
            ],
        },
    ),
    (
        "figures",
        {
            "question": "Et en chiffres ?",
            "figures": [
                {"value": "30+", "caption": "pays où je suis allé"},
                {"value": "5", "caption": "ans passés chez AIESEC"},
                {"value": "50 000", "caption": "étudiants, dans le réseau AIESEC"},
                {"value": "110", "caption": "pays, dans le réseau AIESEC"},
                {"value": "8 000", "caption": "stages à l’étranger par an, dans le réseau AIESEC"},
            ],
            "note": "Les deux premiers chiffres sont les miens. Les autres sont ceux du réseau AIESEC, tels que l’entretien les donnait en 2009 : ils ont pu changer.",
        },
    ),
    (
        "testimonials",
        {"question": "Et vos clients, qu’en disent-ils ?", "testimonials": ["rives", "semis"]},
    ),
    (
        "contact",
        {
            "question": "On en parle ?",
            "text": "<p>Dites-moi ce qui coince. Deux phrases suffisent pour commencer.</p>",
            "button": "M’écrire",
        },
    ),
]

PICTURE = {
    "title": "Démonstration : une conversation",
    "alt": "Dessin abstrait : des tirets de dialogue, et des cercles reliés qui se répondent d’une ligne à l’autre.",
    "credit": "Image de démonstration, dessinée par le site",
}
SHARE: dict[str, Any] = {
    "title": "Démonstration : image de partage",
    "question": "Que faites-vous, au juste ?",
    "lines": ["J’aide les membres", "d’une ONG à se parler,", "puis à parler au monde."],
    "alt": "David Pires : « J’aide les membres d’une ONG à se parler, puis à parler au monde. »",
}

TOPICS = {
    "ngo": ("ONG", "ong"),
    "method": ("Méthode", "methode"),
    "career": ("Parcours", "parcours"),
    "tools": ("Outils", "outils"),
}

INTERVIEW = {
    "title": "Entretien",
    "slug": "entretien",
    "seo_title": "Entretien : les ONG et les médias sociaux",
    "search_description": "Lilian interroge David Pires : AIESEC, le web 2.0 dans les associations, et par où commencer.",
    "standfirst": "Avant de parler au monde, une association apprend à se parler.",
    "interviewer": "Lilian",
    # The year is a fact, the day is an example: the closing words say so.
    "conducted_on": date(2009, 12, 1),
    "closing": "<p>Merci de vos questions, Lilian. Et aux associations que le web 2.0 intrigue : écrivez-moi.</p>"
    "<p>Faits et chiffres viennent de l’entretien que David Pires a donné à Lilian en 2009. Les phrases ont été récrites pour cette démonstration ; le jour exact est un exemple.</p>",
    "invitation": "Posez-la en deux lignes. Je vous réponds en privé, et la publie ici si vous êtes d’accord.",
}

ANSWERS = [
    {
        "name": "origin",
        "slug": "qui-etes-vous",
        "question": "Qui êtes-vous, en quelques mots ?",
        "topics": ["career"],
        "answer": "<p>Je m’appelle David Pires. Je suis diplômé depuis peu, avec trois terrains derrière moi : les ressources humaines, les ONG, les nouvelles technologies. Ils posent la même question : <mark>comment des gens dispersés font-ils quelque chose ensemble ?</mark></p>"
        "<p>J’ai passé cinq ans à y répondre chez AIESEC. C’est la plus grande association internationale d’étudiants. J’y ai trouvé trois choses. Un réseau : des milliers de personnes, venues de partout. Une carte : plus de trente pays visités. Un métier : mener un projet par-delà les frontières.</p>"
        "<blockquote>On ne décrète pas l’échange. On lui fait de la place.</blockquote>"
        "<p>Ma part du travail : que le web 2.0 et les médias sociaux entrent dans l’organisation, non comme une affiche de plus, mais comme une façon de travailler.</p>"
        "<p>J’en ai fait un service. Je conseille aujourd’hui des structures très différentes, certaines à but lucratif, d’autres pas. Elles viennent parler stratégie. Je commence par leur demander qui, chez elles, a la parole.</p>",
    },
    {
        "name": "social",
        "slug": "medias-sociaux",
        "question": "Que vous ont apporté les médias sociaux ?",
        "topics": ["tools", "method"],
        "answer": "<p>Une preuve, d’abord. Prenez 50 000 étudiants, tous bénévoles, dans 110 pays. Demandez-leur de collaborer. Sur le papier, cela ne tient pas. Je l’ai vu tenir, parce qu’ils avaient un endroit où se parler.</p>"
        "<p>Une méthode, ensuite. Dans une association, on arrive, on apprend, on s’en va. Le savoir risque de s’en aller aussi. Des outils pour partager et pour travailler à plusieurs le retiennent : ce que l’un a compris, le suivant le retrouve.</p>"
        "<blockquote>Un savoir que personne ne retrouve est un savoir perdu.</blockquote>"
        "<p>Et des amis, plus simplement : des centaines, d’un bout à l’autre de la planète, avec qui j’échange chaque jour.</p>"
        "<p>C’est là que se loge ma passion. <mark>Une technique m’intéresse quand elle rapproche.</mark> Je regarde donc les usages avant les outils : ce qu’on en fait dans une entreprise, une ONG, une entreprise sociale. Puis j’aide les équipes à en faire un geste quotidien.</p>",
    },
    {
        "name": "aiesec",
        "slug": "aiesec",
        "question": "Qu’est-ce qu’AIESEC, pour qui n’en a jamais entendu parler ?",
        "topics": ["ngo"],
        "answer": "<p>Une organisation que des étudiants tiennent de bout en bout. Elle naît en 1948, au sortir de la guerre, sur un pari : donner partout à une génération le savoir-faire, le sérieux et les valeurs qu’il faut pour prendre des responsabilités.</p>"
        "<p>Un étudiant y trouve trois portes :</p>"
        "<ul><li>des formations, dans tous les pays du réseau ;</li><li>des projets, pour apprendre à en conduire ;</li><li>un stage, loin de chez soi.</li></ul>"
        "<p>Ces stages mènent chez Google, Microsoft ou Alcatel-Lucent. Ou vers des structures qui aident l’entrepreneuriat social à grandir, ou qui luttent contre le sida en Afrique.</p>"
        "<p>Elle réunit 50 000 étudiants, dans les écoles et les universités de 110 pays. Bien des anciens ont aujourd’hui du poids dans une entreprise, une ONG, un gouvernement. D’autres ont fondé leur société ou leur association. <mark>Un réseau étudiant se juge aussi à ce que ses membres deviennent.</mark></p>",
    },
    {
        "name": "roles",
        "slug": "roles",
        "question": "Et vous, quels postes y avez-vous occupés ?",
        "topics": ["career", "ngo"],
        "answer": "<p>Plusieurs, en cinq ans :</p>"
        "<ul><li><b>2004, Évry.</b> Je débute au bureau local, celui de TELECOM École de Management.</li>"
        "<li><b>2005, Rio de Janeiro.</b> Un stage au Brésil, auprès de programmes menés dans les favelas.</li>"
        '<li><b>2007, dans toute l’organisation.</b> J’en suis le <span lang="en">community manager</span> : communication d’un côté, recrutement de l’autre.</li>'
        "<li><b>Plus tard, au plan national.</b> Je préside l’association.</li></ul>"
        "<p>J’y ai retrouvé chaque fois la même tâche : <mark>donner à des gens dispersés une raison et un moyen de se parler.</mark></p>"
        "<blockquote>Le titre changeait. Le métier restait : relier.</blockquote>"
        '<p>C’est ce métier que j’apporte aux autres. On l’appelle <span lang="en">community management</span> quand il passe par un écran. Il commence bien avant.</p>',
    },
    {
        "name": "results",
        "slug": "resultats",
        "question": "Qu’est-ce qui a changé, ces dernières années ?",
        "topics": ["ngo", "tools"],
        "answer": "<p>Les chiffres d’abord. Ce sont ceux du réseau, pas les miens : 50 000 étudiants, 110 pays, 8 000 départs en stage chaque année. Ils disent la taille, pas le changement.</p>"
        "<p>Le changement, c’est la façon de travailler. AIESEC s’est donné un intranet construit sur les idées du web 2.0. Sa communication passe désormais par les médias sociaux. Parmi les ONG d’étudiants, on la cite comme l’une des plus inventives.</p>"
        '<p>Mon exemple préféré ? « <span lang="en">Tell the Story 2.0</span> », notre campagne internationale de 2009. L’invitation tenait en une ligne : racontez votre histoire. Chacun choisissait son lieu, un blog, Twitter, YouTube, Flickr ou Facebook.</p>'
        "<blockquote>Une campagne, cinquante mille auteurs possibles.</blockquote>"
        "<p>En France, il fallait naguère étudier dans une école de commerce pour nous rejoindre. L’association mène à présent une politique de diversité, et les universités publiques y entrent, peu à peu. <mark>C’est aussi un résultat, et pas le moindre.</mark></p>",
    },
    {
        "name": "start",
        "slug": "par-ou-commencer",
        "question": "Sur son blog, Beth Kanter parle stratégie aux associations : par où commencer ?",
        "topics": ["ngo", "method", "tools"],
        "answer": "<p>Deux associations n’ont jamais les mêmes besoins. L’expérience me ramène pourtant à trois gestes.</p>"
        "<ol><li><b>Commencer chez soi.</b> Installez les outils pour vos membres avant de penser au public, et allez-y pas à pas. La prochaine réunion devient un événement Facebook. La nouvelle importante part sur Twitter.</li>"
        "<li><b>Former tout le monde.</b> Une ONG a un avantage que bien des marques lui envieraient : ses membres défendent déjà la même cause. Ne réservez donc pas vos réseaux à un spécialiste. Chacun peut en prendre un bout : devenir fan, rejoindre un groupe et y amener quelqu’un, écrire ou filmer ce que fait l’association.</li>"
        "<li><b>Tenir un lieu.</b> Un blog, une page Facebook ou un groupe Ning, à vous de voir. Il en faut au moins un où le dedans et le dehors se répondent. Et il faut l’entretenir, semaine après semaine : sans cela, vous n’avez qu’une adresse.</li></ol>"
        "<blockquote>Mieux vaut un seul lieu vivant que cinq vitrines éteintes.</blockquote>"
        "<p>Le fil entre les trois ? <mark>On n’ouvre bien les fenêtres que d’une maison habitée.</mark></p>",
    },
    {
        "name": "projects",
        "slug": "projets",
        "question": "Et maintenant, qu’avez-vous en tête ?",
        "topics": ["career"],
        "answer": "<p>Je cherche une mission : animer une communauté, ou conduire un projet web 2.0, côté entreprise ou côté association.</p>"
        "<p>En attendant, j’anime, à titre bénévole, le réseau français des anciens d’AIESEC, et j’accompagne plusieurs associations dans leur stratégie sur les médias sociaux.</p>"
        "<p>Plus loin, je voudrais rejoindre, ou fonder, une maison pour ce travail. Elle servirait les entrepreneurs sociaux et les associations, sur deux fronts : les outils qu’on utilise entre soi, et la parole qu’on adresse aux autres.</p>"
        "<p>Le meilleur emploi de toutes ces inventions ? Aider des personnes, et les organisations qu’elles forment, à se comprendre, à échanger, à inventer. <mark>Si cela laisse une trace utile autour d’elles, le pari est gagné.</mark></p>",
    },
]

TESTIMONIALS = {
    "rives": {
        "quote": "Avant, une personne publiait et trente se taisaient. Maintenant, chacun a son jour, et le mardi est très demandé.",
        "author": "Camille",
        "role": "coordinatrice, Les Rives, association fictive",
    },
    "semis": {
        "quote": "On voulait un outil. On est repartis avec une habitude, et l’outil a suivi.",
        "author": "Sacha",
        "role": "bénévole, Semis urbains, association fictive",
    },
}

LEGAL = {
    "title": "Mentions légales",
    "slug": "mentions-legales",
    "search_description": "Qui publie ce site, qui l’héberge, et comment les joindre.",
    "intro": "Qui publie ce site, qui l’héberge, et comment joindre l’un et l’autre.",
    "body": "<h2>Prix</h2><p>Les prix affichés sont indicatifs. Un devis signé les remplace. Tant que la franchise en base s’applique, ils s’entendent sans TVA : « TVA non applicable, art. 293 B du CGI ».</p>"
    "<h2>Textes et images</h2><p>Ils appartiennent à leur auteur. Vous pouvez citer un passage en donnant le nom de l’auteur et l’adresse de la page. Pour une reprise plus longue, demandez : la réponse est souvent oui.</p>"
    "<h2>Une erreur ?</h2><p>Signalez-la par le formulaire. Elle sera corrigée.</p>",
}

PRIVACY = {
    "title": "Confidentialité",
    "slug": "confidentialite",
    "search_description": "Ce que devient un message envoyé par ce site, combien de temps il est gardé, et comment le faire effacer.",
    "intro": "Ce que devient votre message, et comment le reprendre.",
    "body": "<h2>Pourquoi ces données</h2><p>Pour vous répondre, et pour rien d’autre. Si vous demandez un service, la base légale est la préparation d’un contrat (RGPD, art. 6, § 1, b). Sinon, c’est l’intérêt légitime à répondre à ceux qui m’écrivent (art. 6, § 1, f). Aucun consentement ne vous est donc demandé.</p>"
    "<h2>Ce qui est obligatoire</h2><p>Votre nom, votre adresse e-mail et votre message : sans eux, pas de réponse possible. Selon le service, une ou deux questions sont obligatoires aussi, et signalées comme telles. Tout le reste est facultatif.</p>"
    "<h2>Hors de l’Union européenne</h2><p>Le site lui-même n’y envoie rien. L’hébergeur et la messagerie que j’ai choisis sont nommés plus haut.</p>"
    '<h2>Reprendre la main</h2><p>Pour compléter votre demande ou la faire effacer, passez par le formulaire en donnant votre référence, ou écrivez à l’adresse ci-dessus. Je vous réponds dans le mois. Si elle ne vous convient pas, saisissez la <a href="https://www.cnil.fr/fr/plaintes">CNIL</a>.</p>'
    "<h2>Cookies et mesures</h2><p>Lire ce site ne dépose aucun cookie. Il n’y a ni traceur, ni publicité, ni police, ni script venus d’ailleurs. Seule l’administration du site, réservée à son propriétaire, utilise un cookie de session.</p>",
}

IDENTITY: dict[str, Any] = {
    "name": "David Pires",
    "given_name": "David",
    "family_name": "Pires",
}
PUBLISHER: dict[str, Any] = {
    "name": "David Pires",
    "status": "Entrepreneur individuel (EI)",
    "address": "12 rue de l’Exemple\n75000 Paris",
    # Numbers that the French regulator (Arcep) keeps for fiction.
    "phone": "+33 1 99 00 00 00",
    "email": "contact@example.org",
    "registration": "SIREN 000 000 000",
    "host": "Hébergeur Exemple\n1 avenue de l’Exemple\n59000 Lille\n+33 3 53 01 00 00",
}
JOB_TITLE = "Conseil en médias sociaux pour les ONG et les entrepreneurs sociaux"
