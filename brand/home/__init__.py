"""The home page: its page type, blocks and permissions, and testimonials."""
