"""What is left when the demonstration has gone: a small, honest site, ready to be filled.

Public pages say only what the owner has told us and what is true of every site of this kind.
What is to be written waits in a draft, marked (docs/decisions/0013).
"""
