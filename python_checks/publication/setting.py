"""Where the server is and who may read there: from the environment alone, never from a file of the project."""

import os
import re

from python_checks.problems import InputError

SETTING = "HEALTH_POSTGRES"
READER = "HEALTH_POSTGRES_READER"
DEFAULT_READER = "health_reader"
PLACES = ("PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE")
"""Variables of libpq that name a server; where one of them is set, libpq's own variables are enough."""
ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
WAITING = {"PGCONNECT_TIMEOUT": "10", "PGAPPNAME": "account_health"}
"""What libpq is told where the environment says nothing: seconds until a silent server counts as absent, and a name for its administrators."""


def connection_text() -> str:
    """What libpq is given: HEALTH_POSTGRES, or an empty text where libpq's own variables say it. May hold a password: never to be shown.

    Raises InputError where there is neither, or where it is no connection text.
    """
    said = os.environ.get(SETTING, "").strip()
    if not said and not any(os.environ.get(place) for place in PLACES):
        raise InputError(
            [f"{SETTING} is not set: write postgresql://user@host:5432/database into it (or set PGHOST, PGUSER, PGDATABASE), the password into PGPASSWORD."]
        )
    if said and not said.startswith(("postgresql://", "postgres://")) and "=" not in said:
        raise InputError([f"{SETTING} is not a connection text: write it like postgresql://user@host:5432/database, the password into PGPASSWORD."])
    for name, value in WAITING.items():
        os.environ.setdefault(name, value)
    return said


def reader_role() -> str:
    """The role that may read what is published and nothing else.

    Raises InputError for a name that is no plain role name.
    """
    said = os.environ.get(READER) or DEFAULT_READER
    if not ROLE.fullmatch(said) or said.startswith("pg_") or said == "public":
        raise InputError([f"{READER} is not a plain role name: use lower-case letters, digits and _ like {DEFAULT_READER}."])
    return said
