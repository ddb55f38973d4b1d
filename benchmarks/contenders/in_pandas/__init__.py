"""The script in pandas, as one would write it for a few companies: frames per source, a loop over the dates, numpy where it counts."""
