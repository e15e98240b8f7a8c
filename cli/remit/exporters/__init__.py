"""Writers of other formats: a log, or some of its records, for spreadsheets, databases, drawings and other generators."""
