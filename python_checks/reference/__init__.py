"""The scores once more, computed by a program that shares nothing with the SQL: written from the specification of the scoring alone."""
