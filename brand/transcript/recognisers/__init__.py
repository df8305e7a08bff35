"""Recognisers, which tell questions from answers by labels, by layout, or in plain text."""
