"""The composed API: title, checks, errors, what strangers may read."""
