"""The interview: page, topics, answers, search, featured answers, export."""
