"""Who brought each statement of a change, and how well git proves it."""
