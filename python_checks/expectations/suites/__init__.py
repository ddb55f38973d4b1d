"""Every suite of the project, in the order of the data: raw tables, candidate scores, what is about to be published."""

from python_checks.expectations.promises import Suite
from python_checks.expectations.suites import (
    candidates,
    published,
    published_details,
    raw_billing,
    raw_crm,
    raw_market,
    raw_social,
    raw_support,
    raw_survey,
    raw_usage,
)

SUITES: tuple[Suite, ...] = (
    *raw_billing.SUITES,
    *raw_crm.SUITES,
    *raw_market.SUITES,
    *raw_social.SUITES,
    *raw_support.SUITES,
    *raw_survey.SUITES,
    *raw_usage.SUITES,
    *candidates.SUITES,
    *published.SUITES,
    *published_details.SUITES,
)
