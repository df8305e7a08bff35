"""What stands around an interview: title, credits, contacts, a mail, boilerplate, the ending."""
