"""The demonstration of what: three services, in two languages, with prices marked as examples."""
