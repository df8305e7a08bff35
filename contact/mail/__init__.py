"""The mails of inquiries: writing them, delivering them, explaining what went wrong."""
