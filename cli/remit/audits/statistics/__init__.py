"""Honest numbers for small logs: exact where it can be, with an interval always. The standard library alone."""
