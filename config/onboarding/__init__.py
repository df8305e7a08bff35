"""“Start with mine”: the demonstration goes, a small site of the owner's own remains.

It needs all rooms, so it stands in the one that composes them.
"""
