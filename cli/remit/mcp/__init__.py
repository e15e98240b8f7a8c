"""The same answers for AI assistants (MCP)."""
