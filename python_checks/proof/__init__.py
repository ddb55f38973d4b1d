"""Proofs: the compiled SQL of the scoring against the reference scorer, on random worlds."""
