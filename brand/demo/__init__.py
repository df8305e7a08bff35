"""The demonstration: an example owner's content in two languages, with pictures.

`content_fr` and `content_en` are plain data with the same names; `seed` turns them into rows.
Everything that the demonstration creates has a translation key derived from a name (`factory.key`),
so that seeding twice gives the same result, and a mark that tells it from the owner's content, so
that it can be removed (docs/decisions/0022).
"""
