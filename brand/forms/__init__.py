"""Fields and forms of the admin that know nothing of pages: dates, numbers, errors, ticks."""
