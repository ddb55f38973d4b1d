"""`./run bench`, or `python -m benchmarks`."""
