"""What a server or libpq says, as a sentence without a password and without a value of the data."""

import re

import duckdb

from python_checks.publication.setting import READER, SETTING

KNOWN = {
    "could not translate host name": f"its host is not known: check the host in {SETTING}, and that @ : / in a password are written %40 %3A %2F",
    "Connection refused": f"nothing listens at its host and port: check {SETTING} and that the server runs",
    "timeout expired": f"it does not answer: check host and port in {SETTING} and the network",
    "password authentication failed": f"it does not take the user and password: check {SETTING} and PGPASSWORD",
    "no password supplied": f"it asks for a password: set PGPASSWORD, or write the password into {SETTING}",
    "no pg_hba.conf entry": "it does not let this user in from this machine: ask its administrator for a line in pg_hba.conf",
    "lock timeout": "a table stayed locked by another publication or another session for too long: publish again once it is through",
    "used by a view": "a column has another type in this release and views stand on it: drop these views, publish again, make them anew",
    "tuple concurrently updated": f"somebody changed rights at the same moment (the role of {READER}): publish again",
}
"""Words of the first line of a message, and what they mean. Whatever libpq itself quotes may be a part of the password."""
FROM_SERVER = re.compile(r"(?:FATAL|ERROR|PANIC):\s+(.+)")


class PublicationError(Exception):
    """The server, or what is on it, stood in the way; the message is a sentence part that names the remedy where there is one."""


def sentence_part(error: duckdb.Error) -> str:
    """Why it failed. Of unknown messages only the server's own first line is kept: libpq's may quote the connection text, a second line a value."""
    text = str(error)
    said = FROM_SERVER.search(text)
    for words, meaning in KNOWN.items():
        if words in (said[1] if said else text):
            return meaning
    if said:
        return f"it says: {said[1].strip()}"
    if any(words in text for words in ("invalid", "missing")) and "Unable to connect" in text:
        return f"{SETTING} is not readable: write it like postgresql://user@host:5432/database, with @ : / in a password as %40 %3A %2F"
    return "the connection was lost or refused: check that the server runs"
