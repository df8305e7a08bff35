"""The client's path: the form, its token, spam suspicions, refusals, views."""
