# ruff: noqa: E501
"""The starter's pages in English: true of any owner. Text still to be written begins with ✎."""

HOME = {"title": "Profile", "slug": "home", "opening_question": "Who are you?"}

CONTACT_TURN = {
    "question": "A question, a project?",
    "text": "",
    "button": "Write to me",
}

GUIDING_TURNS = [
    (
        "biography",
        {
            "question": "What is your background?",
            "text": "<p>✎ Your career, in two or three paragraphs: what you did, for whom, and what you care about. The marker highlights the phrase that matters.</p>",
        },
    ),
    (
        "services",
        {
            "question": "What do you offer?",
            "intro": "✎ One sentence, then choose your services below, once they have a page.",
            "services": [],
        },
    ),
    (
        "milestones",
        {
            "question": "How did you get here?",
            "milestones": [
                {
                    "year": "✎ Year",
                    "title": "✎ A step in your career",
                    "detail": "✎ What you did there, in one sentence.",
                }
            ],
        },
    ),
    (
        "text",
        {
            "question": "✎ The question that everybody asks you?",
            "text": "<p>✎ Your answer.</p>",
        },
    ),
]

LEGAL = {
    "title": "Legal notice",
    "slug": "legal-notice",
    "search_description": "The publisher and the host of this site.",
    "body": "<h2>Copyright</h2><p>Texts and pictures belong to their authors. A short quotation is allowed if it names its source.</p>"
    "<h2>Report an error</h2><p>The contact form is there for that, too.</p>",
}

PRIVACY = {
    "title": "Privacy",
    "slug": "privacy",
    "search_description": "The data that this site receives, what it is used for, how long it is kept, and your rights.",
    "body": "<h2>What it is for</h2><p>Only to reply to you. The legal basis is the preparation of a contract when you ask for a service (GDPR, Article 6(1)(b)), and the legitimate interest in replying to messages in other cases (point (f)).</p>"
    "<h2>Required fields</h2><p>The form marks them. Without them no reply would be possible; the others are up to you.</p>"
    "<h2>Where it is processed</h2><p>The site itself sends nothing outside the European Union. The host and the e-mail provider are chosen by the person named above, who will tell you where they work.</p>"
    "<h2>Exercising your rights</h2><p>Use the contact form, and give your reference. You will hear back within a month.</p>"
    "<h2>Cookies</h2><p>None for readers: no tracker, no statistics about individuals, nothing loaded from another site.</p>",
}
