"""Inquiries as files: CSV, XLSX, JSON."""
