"""The limit: one script written by hand for speed, in numbered files that run one after another."""
