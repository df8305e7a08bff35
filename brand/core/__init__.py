"""The basis of every page: base page, settings, media, languages, visibility, htmx."""
