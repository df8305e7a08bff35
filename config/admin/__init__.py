"""Screens of the composed site in the admin: help, the developers' page, words of Wagtail."""
