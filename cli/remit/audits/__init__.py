"""Audits: tables of numbers from a Log and its History. Pure."""
