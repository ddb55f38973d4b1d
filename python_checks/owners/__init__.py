"""The data-owner page: what failed, for whom to repair, worst first; and the digests that say what changed."""
