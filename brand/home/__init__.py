"""The home page: its blocks, its permissions, testimonials."""
