"""The worker: its loop, periodic jobs, rows claimed by lease."""
