"""Pages as pure functions of Log, History and insight; plugin.py alone imports MkDocs."""
