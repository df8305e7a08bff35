"""Logging in and staying in: allauth without sign-up, second factor, limits on guesses."""
