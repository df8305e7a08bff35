"""The API: its checks, its errors, and what it shows without a token."""
