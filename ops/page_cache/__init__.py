"""Finished pages: made once, kept until the content changes, and served before Django is asked."""
