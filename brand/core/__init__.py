"""What every page has: the base page, settings, media, languages, visibility, htmx."""
