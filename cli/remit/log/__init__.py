"""What a log holds: one file for each kind of thing, with its type, reader, writer and schema."""
