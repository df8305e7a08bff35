"""Uploaded images: which files are refused, and the removal of metadata."""
