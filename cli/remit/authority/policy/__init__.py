"""A policy as a thing to read, test and compare."""
