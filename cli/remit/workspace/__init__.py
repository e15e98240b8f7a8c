"""Find a repository, choose which bytes are judged, read them into a Log, write records."""
