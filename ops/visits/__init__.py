"""Daily counts of page views, and of the sites that lead here. No identifier (decision 0072)."""
