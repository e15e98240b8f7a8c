"""Text to values and back: strict front matter, records, acts, people, settings, policies."""
