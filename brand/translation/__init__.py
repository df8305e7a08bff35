"""Translation in the admin: one-click translation, versions side by side, missing versions."""
