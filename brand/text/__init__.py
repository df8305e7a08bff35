"""Words, without the database: folding, slugs, typography, rich text, links, highlighting."""
