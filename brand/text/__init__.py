"""Text functions without the database: folding, slugs, typography, rich text, highlighting."""
