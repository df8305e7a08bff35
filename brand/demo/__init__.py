"""The demonstration of who: content in two languages, pictures, and how they become pages.

`content_fr` and `content_en` are plain data with the same names; `seed` turns them into rows.
Everything that the demonstration makes has a translation key derived from a name (`factory.key`),
so that two seeds make the same, and a mark, so that it can be told from what an owner wrote and be
removed (docs/decisions/0022).
"""
