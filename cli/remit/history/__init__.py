"""Commits and blobs to timelines: who set which value when, and when it was merged."""
