"""The decision procedure, a step a file."""
