# ruff: noqa: E501
"""The three services in English: the same names and keys as `content_fr`, translated by hand."""

INDEX = {
    "title": "Services",
    "slug": "services",
    "search_description": "Strategy, internal tools, community and training: three services for NGOs and social entrepreneurs.",
    "intro": "Three ways of working together, all starting from your members. Prices and durations are examples.",
    "invitation": "Tell me where you stand. I will tell you which one, or that you need none.",
}

TAX_NOTE = "VAT not applicable, art. 293 B of the French tax code"

SERVICES = [
    {
        "name": "strategy",
        "title": "Strategy and coaching",
        "slug": "strategy",
        "search_description": "A social media strategy for NGOs: an audit, a one-page plan, coaching.",
        "summary": "Know what to say, where, and who does it: a one-page plan that your team can keep going without me.",
        "for_whom": "<p>An NGO, a non-profit or a social enterprise that already publishes here and there without knowing why. Or one that has not started, and <mark>does not want to start with five accounts at once</mark>.</p>",
        "outcome": "<p>You know who you are talking to, and where. Each member knows their part. What serves no purpose is closed, without regret.</p>",
        "deliverables": [
            "An audit: your accounts, your audiences, your strengths",
            "A one-page plan that anybody can read",
            "A three-month calendar, with names against the dates",
            "A review, three months later",
        ],
        "steps": [
            ("Listen", "Conversations with those who publish, and with those who don’t dare."),
            ("Choose", "One main place, one goal, two or three habits. The rest can wait."),
            ("Write", "The plan is written with you, in your words."),
            ("Keep going", "I stay within reach while you find your rhythm."),
        ],
        "duration": "Six weeks with the plan and coaching (example)",
        "offers": [
            {
                "name": "Audit",
                "description": "The audit, and a session to present it to your team.",
                "price_from": "1200",
                "unit": "flat fee",
            },
            {
                "name": "Audit, plan and coaching",
                "description": "The audit, then the plan, then six weeks side by side.",
                "price_from": "3600",
                "unit": "for six weeks",
            },
            {
                "name": "Follow-up",
                "description": "One call a month, and an answer whenever something is stuck.",
                "price_from": "350",
                "unit": "a month",
            },
        ],
        "questions": [
            {
                "key": "goal",
                "label": "A year from now, how will you know that it worked?",
                "help_text": "One fact is enough: “thirty more volunteers”, “nobody asks where the file is any more”.",
                "kind": "long",
                "required": True,
            },
            {
                "key": "members",
                "label": "How many people are in your organisation?",
                "help_text": "Staff and volunteers. A rough number will do.",
                "kind": "number",
            },
            {
                "key": "channels",
                "label": "Where are you already present?",
                "kind": "choices",
                "choices": [
                    "A blog",
                    "Facebook",
                    "X (Twitter)",
                    "YouTube or Flickr",
                    "LinkedIn",
                    "Elsewhere",
                    "Nowhere yet",
                ],
            },
            {"key": "start", "label": "When would you like to begin?", "kind": "date"},
        ],
        "related_answers": ["start", "results"],
        "invitation": "Tell me what you already publish, and for whom: we start from there.",
        "case_study": {
            "client": "Les Rives (fictitious non-profit)",
            "situation": "Nine accounts opened by nine volunteers, four of them long forgotten. Nobody knew who was replying to whom.",
            "result": "One blog and one page, run by rota. Seven accounts properly closed. A plan pinned up in the kitchen.",
        },
    },
    {
        "name": "tools",
        "title": "Internal tools and collaboration",
        "slug": "collaboration-tools",
        "search_description": "Choosing, setting up and adopting a tool for sharing and working together in a non-profit.",
        "summary": "One common place where your members talk, file what they know, and find it again.",
        "for_whom": "<p>An organisation whose knowledge sleeps in mailboxes. Teams spread over several cities or countries. Volunteers who come and go, and <mark>a memory that must not leave with them</mark>.</p>",
        "outcome": "<p>The same question is no longer asked three times. A new member finds what they need unaided. People open the tool because something happens there, not because they must.</p>",
        "deliverables": [
            "A map of what circulates today, and how",
            "A tool chosen, installed and put in order with you",
            "A two-page manual, written by your members",
            "A trained go-to person in each team",
        ],
        "steps": [
            ("Observe", "An ordinary week: who asks whom for what, and how."),
            ("Try", "A willing team uses the tool for a real project."),
            ("Extend", "The first to be convinced train the next."),
            ("Tidy", "What is useful stays. The rest is archived."),
        ],
        "duration": "Two months to set the tool up (example)",
        "offers": [
            {
                "name": "Choosing the tool",
                "description": "The observation, a short comparison and a recommendation.",
                "price_from": "900",
                "unit": "flat fee",
            },
            {
                "name": "Setting it up",
                "description": "From one team’s trial to everybody’s use.",
                "price_from": "2800",
                "unit": "for two months",
            },
        ],
        "questions": [
            {
                "key": "today",
                "label": "How do you share documents and news today?",
                "help_text": "Mailing lists, a USB stick, a whiteboard: everything counts.",
                "kind": "long",
                "required": True,
            },
            {
                "key": "obstacle",
                "label": "What gets in the way most?",
                "kind": "choice",
                "choices": [
                    "We can’t find anything",
                    "Nobody uses it",
                    "Too many tools at once",
                    "Knowledge leaves when people do",
                    "Something else",
                ],
            },
            {
                "key": "people",
                "label": "How many people would use it?",
                "kind": "number",
            },
            {
                "key": "places",
                "label": "In which countries or cities?",
                "help_text": "To keep languages and time zones in mind.",
                "kind": "short",
            },
        ],
        "related_answers": ["social", "results"],
        "invitation": "Tell me where your documents get lost: that is where we look first.",
        "case_study": {
            "client": "Semis urbains (fictitious non-profit)",
            "situation": "Eleven shared gardens, eleven ways to record the harvest. Each time somebody left, a notebook vanished.",
            "result": "One common space, one template, one photograph a week. The garden that ran out of seeds now knows who has some.",
        },
    },
    {
        "name": "community",
        "title": "Community and training",
        "slug": "community-and-training",
        "search_description": "Community management and social media training for the members of an NGO.",
        "summary": "Your members learn to talk about what they do, and your community has someone to keep it going.",
        "for_whom": "<p>A non-profit where one person runs every account, and is worn out. A network of members or alumni that is dozing off. A campaign for which <mark>you would like many voices</mark>, and not only your own.</p>",
        "outcome": "<p>Everyone dares to publish, invite and reply. The public’s questions do not go unanswered. And I can leave without the lights going out.</p>",
        "deliverables": [
            "Workshops on your real accounts, never on mock-ups",
            "A rota that everyone understands",
            "A one-page charter: what we say, what we keep to ourselves, who decides",
            "A short review at the end of each month",
        ],
        "steps": [
            ("Meet", "A workshop for all, from the chair to the latest arrival."),
            ("Publish together", "For the first weeks, we do it side by side."),
            ("Hand over", "The rota works; I become a spectator."),
        ],
        "duration": "From one day to three months (example)",
        "offers": [
            {
                "name": "Workshop",
                "description": "A day for a group of twelve people at most.",
                "price_from": "650",
                "unit": "a day",
            },
            {
                "name": "Community management",
                "description": "The community run with your members, then handed back.",
                "price_from": "1500",
                "unit": "a month",
            },
        ],
        "questions": [
            {
                "key": "format",
                "label": "What do you need?",
                "kind": "choice",
                "choices": [
                    "To train our members",
                    "To run our community",
                    "Both",
                    "I don’t know yet",
                ],
                "required": True,
            },
            {
                "key": "group",
                "label": "How many people would take part?",
                "kind": "number",
            },
            {
                "key": "habits",
                "label": "What do your members already do online?",
                "help_text": "However little: a personal blog, photographs, a group of friends.",
                "kind": "long",
            },
            {"key": "before", "label": "Do you have a date in mind?", "kind": "date"},
        ],
        "related_answers": ["start", "roles"],
        "invitation": "Tell me who among you has a story to tell: that is where we begin.",
        "case_study": {
            "client": "Le Réseau des escales (fictitious non-profit)",
            "situation": "Four hundred former volunteers, and a newsletter that nobody opened.",
            "result": "Two workshops, one group, one theme a month. The alumni write; the newsletter only has to choose.",
        },
    },
]
