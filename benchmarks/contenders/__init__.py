"""What is timed side by side: each a process of its own that writes the same rows."""

# What the contenders of data frames answer of the published tables.
FRAME_TABLES = ("account_health_v1", "account_health_by_objective_v1", "account_health_history_v1")
