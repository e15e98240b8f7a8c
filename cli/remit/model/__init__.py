"""Frozen types and nothing else."""
