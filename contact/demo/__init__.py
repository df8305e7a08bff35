"""The demonstration's contact page with its channels, in two languages."""
