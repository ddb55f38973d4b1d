"""The report: one HTML file that shows the current release to people, with everything it needs inside."""
