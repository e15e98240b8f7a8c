"""Where decision logs keep their fields: one file a place. Each takes a document and gives what it found there."""
