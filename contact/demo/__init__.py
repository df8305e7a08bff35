"""The demonstration of how to reach: the contact page with its channels, in two languages."""
