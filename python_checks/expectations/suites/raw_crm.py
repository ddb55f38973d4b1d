"""The CRM: accounts and people; what is done with them stands in raw_crm_work."""

from python_checks.expectations.evidence import codes, end_of_time, least
from python_checks.expectations.promises import CRITICAL, WARNING, between, filled, matches, not_before, one_of, unique, within
from python_checks.expectations.suites import raw_crm_work
from python_checks.expectations.suites.raw import raw_suite

ACCOUNTS = raw_suite(
    "crm.accounts",
    """
    select
        account_id, account_name is not null as has_name, industry, segment, region, owner_name is not null as has_owner, created_at,
        employee_count, seats, currency, owner_email like '%_@_%._%' as has_address, record_hash
    from {stg_crm__accounts}
    """,
    unique("account_id", CRITICAL, "An account would have two rows and two scores.", "Land each account under one id, or map a merger in account_merges."),
    filled("account_id", CRITICAL, "Everything is joined by the account.", "Land the id of every account."),
    one_of("has_name", [True], WARNING, "Readers know accounts by name.", "Fill in the names in the CRM.", least("mostly")),
    filled("segment", WARNING, "The segment picks the scorecard.", "Fill in the segments in the CRM.", least("mostly")),
    filled("industry", WARNING, "The industry picks peers and market signals.", "Fill in the industries in the CRM.", least("mostly")),
    filled("region", WARNING, "The region picks market signals.", "Fill in the regions in the CRM.", least("mostly")),
    one_of("has_owner", [True], WARNING, "An account without an owner is nobody's to save.", "Assign the accounts in the CRM.", least("mostly")),
    one_of("has_address", [True], WARNING, "Owners are told by mail.", "Correct the owners' addresses in the CRM.", least("mostly")),
    between("created_at", None, end_of_time, WARNING, "An account of tomorrow points at a wrong clock.", "Correct the clock of the CRM.", least("mostly")),
    within("employee_count", "count", CRITICAL, "Nobody has fewer than no employees.", "Correct the count in the CRM."),
    within("seats", "count", CRITICAL, "Use is compared with the seats that are paid for.", "Correct the seats in the CRM."),
    matches("currency", "^[A-Z]{3}$", WARNING, "Another form will have no exchange rate.", "Land ISO codes of three letters.", least("mostly")),
)

CONTACTS = raw_suite(
    "crm.contacts",
    """
    select
        source_relation, contact_id, account_id, role, is_active, created_at, left_on, email like '%_@_%._%' as has_address, record_hash
    from {stg_crm__contacts}
    """,
    unique("source_relation, contact_id", CRITICAL, "A person would be engaged twice.", "Land each contact under one id."),
    filled("contact_id", CRITICAL, "Activities name the contact.", "Land the id of every contact."),
    filled("account_id", CRITICAL, "A contact of nobody sponsors nobody.", "Land the account of every contact."),
    filled("role", CRITICAL, "Sponsors and champions are found by role.", "Land the role of every contact."),
    one_of("role", codes("crm.contacts.role"), CRITICAL, "Another word would be no role at all.", "Add the word to the seed enum_map."),
    filled("is_active", WARNING, "Who has left cannot speak for us.", "Land is_active for every contact.", least("mostly")),
    one_of("has_address", [True], WARNING, "Addresses of another form say that columns moved.", "Compare the export with the contract.", least("mostly")),
    not_before("left_on", "created_at", WARNING, "Nobody leaves before they came.", "Correct the dates in the CRM.", least("mostly")),
)

SUITES = (ACCOUNTS, CONTACTS, *raw_crm_work.SUITES)
