"""The script in polars: lazy reading of the events, expressions for every measure, long frames for the scores, a loop over the dates."""
