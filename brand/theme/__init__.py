"""The look: palette, style sheet, icon, avatar, portrait, and the widgets to choose them."""
