"""The interview: its page, topics and answers, search, featured answers, export."""
