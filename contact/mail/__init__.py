"""The mails of inquiries: messages, delivery, problems."""
