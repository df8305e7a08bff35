"""The starter site that replaces the demonstration: small, true, and ready to be filled in.

Public pages say only what the owner has told us and what is true of every site of this kind. What
the owner has yet to write is marked in drafts (docs/decisions/0013).
"""
