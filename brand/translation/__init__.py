"""Two languages in the admin: translate by one press, side by side, and see what is missing."""
