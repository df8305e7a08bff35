"""The living style page: every component in every state, from the real templates."""
