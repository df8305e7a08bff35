# ruff: noqa: E501
"""The demonstration in English: the same pages as `content_fr`, translated by hand."""

from datetime import date
from typing import Any

HOME = {
    "title": "Profile",
    "slug": "home",
    "seo_title": "Social media for NGOs",
    "search_description": "Advice on social media and collaboration tools for NGOs and social entrepreneurs: an interview, three services, one form.",
    "opening_question": "What do you do, exactly?",
    "headline": "I help people in NGOs talk to each other, then to the world.",
    "short_bio": "<p>I’m David Pires. Five years at AIESEC, where I became national president, taught me this: <mark>social media belong to every member</mark>, never to just one. I advise non-profits, companies and social entrepreneurs.</p>",
    "availability": "Available to run a community or lead a web 2.0 project.",
}

TURNS = [
    (
        "answers",
        {
            "question": "I have five minutes: what should I read?",
            "answers": ["start", "social", "results"],
        },
    ),
    (
        "biography",
        {
            "question": "Who am I talking to?",
            "text": "<p>A recent graduate who has worked in three worlds: human resources, NGOs and new technology. AIESEC brought them together. I stayed five years.</p>"
            "<p>I began in the local office of a school in Évry. I went on to Rio de Janeiro. I managed the community, then became national president of the association. Along the way I saw more than thirty countries, and worked to make web 2.0 a habit in an organisation run by students.</p>"
            "<p>What moves me is not the tool. It is the moment when <mark>people who never crossed paths start working together</mark>.</p>",
            "picture": "conversation",
        },
    ),
    (
        "services",
        {
            "question": "What do you offer, and for how much?",
            "intro": "Three ways of working together. The prices are examples: this site is a demonstration.",
            "services": ["strategy", "tools", "community"],
        },
    ),
    (
        "quote",
        {
            "text": "You don’t hand everybody’s voice to one person.",
            "source": "Based on the interview with Lilian",
        },
    ),
    (
        "milestones",
        {
            "question": "How did you get here?",
            "milestones": [
                {
                    "year": "2004",
                    "title": "Évry, the local office",
                    "detail": "First steps at AIESEC, at TELECOM École de Management.",
                },
                {
                    "year": "2005",
                    "title": "Rio de Janeiro, an internship",
                    "detail": "In Brazil, with programmes run in the favelas.",
                },
                {
                    "year": "2007",
                    "title": "Community manager",
                    "detail": "For the organisation: its communication and its recruitment.",
                },
                {
                    "year": "After 2007",
                    "title": "The national presidency",
                    "detail": "At the head of the association.",
                },
                {
                    "year": "2009",
                    "title": "“Tell the Story 2.0”",
                    "detail": "An international campaign that invited every member to tell their own story.",
                },
                {
                    "year": "Since then",
                    "title": "Consulting and volunteering",
                    "detail": "Advising organisations, and running AIESEC’s French alumni network.",
                },
            ],
        },
    ),
    (
        "figures",
        {
            "question": "And in figures?",
            "figures": [
                {"value": "30+", "caption": "countries I have been to"},
                {"value": "5", "caption": "years spent at AIESEC"},
                {"value": "50,000", "caption": "students, in the AIESEC network"},
                {"value": "110", "caption": "countries, in the AIESEC network"},
                {
                    "value": "8,000",
                    "caption": "internships abroad each year, in the AIESEC network",
                },
            ],
            "note": "The first two figures are mine. The others are those of the AIESEC network, as given in the interview of 2009: they may have changed.",
        },
    ),
    (
        "testimonials",
        {"question": "And what do your clients say?", "testimonials": ["rives", "semis"]},
    ),
    (
        "contact",
        {
            "question": "Shall we talk?",
            "text": "<p>Tell me where you are stuck. Two sentences are enough to start with.</p>",
            "button": "Write to me",
        },
    ),
]

PICTURE = {
    "title": "Demonstration: a conversation",
    "alt": "Abstract drawing: dialogue dashes, and linked circles that answer each other from line to line.",
    "credit": "Demonstration picture, drawn by the site",
}
SHARE: dict[str, Any] = {
    "title": "Demonstration: share image",
    "question": "What do you do, exactly?",
    "lines": ["I help people in NGOs", "talk to each other,", "then to the world."],
    "alt": "David Pires: “I help people in NGOs talk to each other, then to the world.”",
}

TOPICS = {
    "ngo": ("NGOs", "ngos"),
    "method": ("Method", "method"),
    "career": ("Career", "career"),
    "tools": ("Tools", "tools"),
}

INTERVIEW = {
    "title": "Interview",
    "slug": "interview",
    "seo_title": "Interview: NGOs and social media",
    "search_description": "Lilian interviews David Pires: AIESEC, web 2.0 in non-profits, and where to start.",
    "standfirst": "Before an NGO speaks to the world, its members learn to talk to each other.",
    "interviewer": "Lilian",
    "conducted_on": date(2009, 12, 1),
    "closing": "<p>Thank you for your questions, Lilian. And if web 2.0 intrigues your non-profit, write to me.</p>"
    "<p>Facts and figures come from the interview that David Pires gave Lilian in 2009. The sentences were rewritten for this demonstration, and the exact day is an example.</p>",
    "invitation": "Put it in two lines. I reply in private, and publish it here if you agree.",
}

ANSWERS = [
    {
        "name": "origin",
        "slug": "who-are-you",
        "question": "Who are you, in a few words?",
        "topics": ["career"],
        "answer": "<p>My name is David Pires. I graduated recently, with three fields behind me: human resources, NGOs, new technology. They all ask the same question: <mark>how do scattered people make something together?</mark></p>"
        "<p>I spent five years working on an answer at AIESEC. It is the largest international association of students. I found three things there. A network: thousands of people, from everywhere. A map: more than thirty countries visited. A trade: running a project across borders.</p>"
        "<blockquote>You can’t decree exchange. You make room for it.</blockquote>"
        "<p>My share of the work: bringing web 2.0 and social media into the organisation, not as one more poster on the wall, but as a way of working.</p>"
        "<p>I turned that into a service. Today I advise very different organisations, some for profit, others not. They come to talk strategy. I begin by asking who, among their own people, gets to speak.</p>",
    },
    {
        "name": "social",
        "slug": "social-media",
        "question": "What have social media given you?",
        "topics": ["tools", "method"],
        "answer": "<p>Proof, first of all. Take 50,000 students, every one a volunteer, in 110 countries. Ask them to collaborate. On paper, it cannot work. I saw it work, because they had a place to talk.</p>"
        "<p>A method, next. In a voluntary organisation people arrive, learn and leave. What they know may well leave with them. Tools for sharing and for working together keep it in house: what one person has understood, the next can find.</p>"
        "<blockquote>Knowledge that nobody can find again is knowledge lost.</blockquote>"
        "<p>And friends, quite simply: hundreds of them, all over the planet, and we talk every day.</p>"
        "<p>That is where my passion lies. <mark>A technology interests me when it brings people closer.</mark> So I look at how people use a tool before I look at the tool itself: in a company, an NGO, a social enterprise. Then I help teams to make it a daily habit.</p>",
    },
    {
        "name": "aiesec",
        "slug": "aiesec",
        "question": "What is AIESEC, for those who have never heard of it?",
        "topics": ["ngo"],
        "answer": "<p>An organisation that students run from top to bottom. It was born in 1948, just after the war, of a wager: to give a generation, everywhere, the skills, the rigour and the values it takes to carry responsibility.</p>"
        "<p>A student finds three doors there:</p>"
        "<ul><li>training, in every country of the network;</li><li>projects, to learn how to lead one;</li><li>an internship, far from home.</li></ul>"
        "<p>Those internships lead to Google, Microsoft or Alcatel-Lucent. Or to organisations that help social entrepreneurship to grow, or that fight AIDS in Africa.</p>"
        "<p>It has 50,000 students, in the schools and universities of 110 countries. Many former members now carry weight in a company, an NGO, a government. Others have founded a business or an association of their own. <mark>A student network is also judged by what its members become.</mark></p>",
    },
    {
        "name": "roles",
        "slug": "roles",
        "question": "And what roles did you hold there?",
        "topics": ["career", "ngo"],
        "answer": "<p>Several, over five years:</p>"
        "<ul><li><b>2004, Évry.</b> I start in the local office, the one at TELECOM École de Management.</li>"
        "<li><b>2005, Rio de Janeiro.</b> An internship in Brazil, with programmes run in the favelas.</li>"
        "<li><b>2007, across the organisation.</b> I am its community manager, with communication on one side and recruitment on the other.</li>"
        "<li><b>Later, nationally.</b> I become president of the association.</li></ul>"
        "<p>Each time I found the same task: <mark>give scattered people a reason and a way to talk.</mark></p>"
        "<blockquote>The title kept changing. The trade never did: connecting people.</blockquote>"
        "<p>That trade is what I bring to others. When it goes through a screen, people call it community management. It begins long before.</p>",
    },
    {
        "name": "results",
        "slug": "results",
        "question": "What has changed in recent years?",
        "topics": ["ngo", "tools"],
        "answer": "<p>The figures first. They are the network’s, not mine: 50,000 students, 110 countries, 8,000 leaving for an internship each year. They tell you the size, not the change.</p>"
        "<p>The change is in the way of working. AIESEC built itself an intranet on the ideas of web 2.0. Its communication now runs through social media. Among student NGOs, it is known as one of the most inventive.</p>"
        "<p>My favourite example? “Tell the Story 2.0”, our international campaign of 2009. The invitation fitted on one line: tell your story. Everyone chose a place, a blog, Twitter, YouTube, Flickr or Facebook.</p>"
        "<blockquote>One campaign, fifty thousand possible authors.</blockquote>"
        "<p>In France, you once had to study at a business school to join us. The association now has a diversity policy, and the public universities are coming in, little by little. <mark>That is a result too, and not the least of them.</mark></p>",
    },
    {
        "name": "start",
        "slug": "where-to-start",
        "question": "On her blog, Beth Kanter talks strategy to non-profits: where should they start?",
        "topics": ["ngo", "method", "tools"],
        "answer": "<p>No two non-profits have the same needs. Yet experience brings me back to three moves.</p>"
        "<ol><li><b>Start at home.</b> Set up the tools for your members before you think of the public, and go one step at a time. The next meeting becomes a Facebook event. The news that matters goes out on Twitter.</li>"
        "<li><b>Train everyone.</b> An NGO has an advantage that many a brand would envy: its members already defend the same cause. So don’t reserve your networks for a specialist. Everyone can play a part: become a fan, join a group and bring someone along, write about or film what the association does.</li>"
        "<li><b>Keep a place.</b> A blog, a Facebook page or a Ning group: that is up to you. You need at least one where inside and outside answer each other. And it has to be looked after, week after week: otherwise all you have is an address.</li></ol>"
        "<blockquote>Better one living place than five dark shop windows.</blockquote>"
        "<p>What ties the three together? <mark>Only a house that is lived in has windows worth opening.</mark></p>",
    },
    {
        "name": "projects",
        "slug": "projects",
        "question": "And what comes next?",
        "topics": ["career"],
        "answer": "<p>I am looking for an assignment: a community to run, or a web 2.0 project to lead, in a company or a non-profit.</p>"
        "<p>Meanwhile, as a volunteer, I run AIESEC’s alumni network in France, and I help several non-profits with their social media strategy.</p>"
        "<p>Further on, I would like to join, or found, a home for this work. It would serve social entrepreneurs and non-profits on two fronts: the tools people use among themselves, and the words they address to others.</p>"
        "<p>The best use of all these inventions? Helping people, and the organisations they form, to understand each other, to share ideas, to invent. <mark>If that leaves something useful around them, the wager is won.</mark></p>",
    },
]

TESTIMONIALS = {
    "rives": {
        "quote": "One of us used to publish while thirty kept quiet. Now everyone has a day, and Tuesday is in demand.",
        "author": "Camille",
        "role": "coordinator, Les Rives, a fictitious non-profit",
    },
    "semis": {
        "quote": "We wanted a tool. We left with a habit, and the tool followed.",
        "author": "Sacha",
        "role": "volunteer, Semis urbains, a fictitious non-profit",
    },
}

LEGAL = {
    "title": "Legal notice",
    "slug": "legal-notice",
    "search_description": "Who publishes this site, who hosts it, and how to reach them.",
    "intro": "Who publishes this site, who hosts it, and how to reach each of them.",
    "body": "<h2>Prices</h2><p>The prices shown are indicative. A signed quotation replaces them. As long as the French VAT exemption for small businesses applies, no VAT is charged (article 293 B of the French tax code, CGI).</p>"
    "<h2>Texts and pictures</h2><p>They belong to their author. You may quote a passage if you give the name of the author and the address of the page. For anything longer, please ask: the answer is often yes.</p>"
    "<h2>Found a mistake?</h2><p>Report it through the form, and it will be put right.</p>",
}

PRIVACY = {
    "title": "Privacy",
    "slug": "privacy",
    "search_description": "What happens to a message sent through this site, how long it is kept, and how to have it erased.",
    "intro": "What happens to your message, and how to have it erased.",
    "body": "<h2>Why this data</h2><p>To reply to you, and for nothing else. If you ask for a service, the legal basis is preparing a contract (GDPR, art. 6(1)(b)). Otherwise it is the legitimate interest in replying to those who write (art. 6(1)(f)). That is why you are not asked for your consent.</p>"
    "<h2>What is required</h2><p>Your name, your e-mail address and your message: without them, no reply is possible. Depending on the service, one or two questions are required too, and are marked as such. Everything else is optional.</p>"
    "<h2>Outside the European Union</h2><p>The site itself sends nothing there. The host and the e-mail provider that I have chosen are named above.</p>"
    '<h2>Changing or erasing it</h2><p>To add to your inquiry or to have it erased, use the form and give your reference, or write to the address above. I reply within a month. If my reply does not satisfy you, you can complain to the <a href="https://www.cnil.fr/en">CNIL</a>, the French data protection authority.</p>'
    "<h2>Cookies and statistics</h2><p>Reading this site sets no cookie. There is no tracker, no advertising, no font or script from elsewhere. Only the administration, reserved for the owner, uses a session cookie.</p>",
}

JOB_TITLE = "Social media consultant for NGOs and social entrepreneurs"
