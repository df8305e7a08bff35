"""The admin beyond one page: content checks, dashboard, choosing a page from a list."""
