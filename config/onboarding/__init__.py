"""“Start with mine”: replace the demonstration by a small site of the owner's own.

It needs all rooms, so it is in `config`.
"""
