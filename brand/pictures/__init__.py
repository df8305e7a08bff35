"""Pictures as they are uploaded: what is refused, and metadata that is taken out."""
