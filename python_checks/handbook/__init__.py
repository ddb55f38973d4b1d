"""Writes docs/handbook.md: the rulebook as people read it, every number from the seeds."""
