"""Side-by-side timings: a generator of companies of any size, the contenders and the run that measures them."""
