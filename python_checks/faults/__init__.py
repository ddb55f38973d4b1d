"""The fault campaign: breaks a copy of a company's data or rulebook on purpose, builds it for real, and judges what readers see."""
