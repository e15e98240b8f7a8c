"""Find a repository, choose which bytes are checked, read them into a Log, write records."""
