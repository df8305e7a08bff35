"""The contact page and its channels."""
