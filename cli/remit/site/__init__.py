"""Pages as pure functions of Log, History and audits; plugin.py alone imports MkDocs."""
