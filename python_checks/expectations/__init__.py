"""Promises about the data, as Great Expectations suites: of every raw table, of the candidate scores and of what is about to be published."""
