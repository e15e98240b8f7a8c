"""Values to text, JSON, GitHub annotations, SARIF and JUnit; text that is safe for a terminal."""
