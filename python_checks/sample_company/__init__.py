"""The sample company: sixty invented customers, twelve months of their data, and the dirt that real exports carry.

`python -m python_checks.sample_company` writes the 14 raw tables of the contract to seeds/sample, the same bytes on every run.
A customer is one line of `roster.py`; what happens to it is a story (`stories.py`) made of moods (`moods.py`); what is wrong
with the export is listed in `dirt_plan.py` and `dirt_plan_more.py`.
"""
