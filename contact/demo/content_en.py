# ruff: noqa: E501
"""The contact page in English. Its channels are those of `content_fr`."""

CONTACT = {
    "title": "Contact",
    "slug": "contact",
    "seo_title": "Contact me",
    "search_description": "A short form, an address, and which network to use.",
    "question": "May I write to you?",
    "intro": "<p>Of course. Say who you are and what is on your mind: a few lines are enough, and <mark>I read them myself</mark>.</p>",
}
