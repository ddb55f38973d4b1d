"""The published tables of two engines, row for row: keys, text, dates, integers, decimals and bands must be identical."""
