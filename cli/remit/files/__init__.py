"""Atomic writing and safe paths."""
