"""What is timed side by side: each a process of its own that writes the same rows."""
