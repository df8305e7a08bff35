"""The owner's screens for importing an interview: paste, review, correct, create a draft."""
