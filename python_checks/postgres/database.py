"""A database that a comparison has to itself: it begins without a release, and nothing of anybody else lies in it."""

from python_checks.problems import InputError
from python_checks.publication.errors import PublicationError
from python_checks.publication.server import connected


def database_of_its_own(company: str) -> str:
    """Makes the database `account_health_<company>` anew on the server that libpq's variables name, and returns its name. Text is sorted there by its bytes.

    Raises InputError where the server does not answer or its user may not create databases.
    """
    database = f"account_health_{company}"
    try:
        with connected("dbname=postgres") as server:
            # Neither runs inside a transaction.
            server.run_alone(f"drop database if exists {database}")
            server.run_alone(f"create database {database} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'")
    except PublicationError as error:
        remedy = "Check PGHOST, PGPORT, PGUSER and PGPASSWORD, and that this user may create databases."
        raise InputError([f"The database {database} cannot be made: {error}. {remedy}"]) from None
    return database
