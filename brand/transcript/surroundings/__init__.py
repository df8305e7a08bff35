"""The surroundings of an interview: title, credits, contacts, mail, boilerplate, ending."""
