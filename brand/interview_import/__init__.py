"""The owner's screen for interviews that exist already: paste, look, correct, create a draft."""
