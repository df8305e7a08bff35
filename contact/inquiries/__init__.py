"""The record of an inquiry and its rules: intake, limits, audit, retention, restore."""
