"""How questions are told from answers: by labels, by layout, or in plain text."""
