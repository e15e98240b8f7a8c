"""Remit: the git-native decision log that tells people what is theirs to decide."""

__version__ = "0.1.0"
