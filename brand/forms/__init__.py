"""Form fields and widgets of the admin that do not depend on pages: dates, numbers, errors."""
