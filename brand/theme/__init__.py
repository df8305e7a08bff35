"""The look: palette, style sheet, icon, avatar, portrait, and the widgets that choose them."""
