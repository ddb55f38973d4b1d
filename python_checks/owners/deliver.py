"""Takes a digest to its owner: by Apprise where the environment has an address, else into a text file. An address is a secret and never shown."""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "DBT_ENV_SECRET_NOTIFY_"


class DeliveryError(Exception):
    """The digest did not arrive; the message says why, without the address."""


def variable_of(owner: str) -> str:
    """The environment variable with the address of an owner: Finance Systems -> DBT_ENV_SECRET_NOTIFY_FINANCE_SYSTEMS."""
    return PREFIX + _plain(owner).upper()


def _plain(owner: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", owner.lower()).strip("_") or "owner"


def deliver(owner: str, title: str, body: str, folder: Path) -> str:
    """Where the digest went, in words.

    Raises DeliveryError where an address is set and does not take it, OSError where the file cannot be written.
    """
    address = os.environ.get(variable_of(owner), "").strip()
    if address:
        _send(address, title, body, variable_of(owner))
        return "sent"
    path = folder / f"{_plain(owner)}.md"
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"# {title}\n\n{body}\n\n")
    return f"written to build/{folder.name}/{path.name}"


def _send(address: str, title: str, body: str, variable: str) -> None:
    import apprise  # only where there is an address

    with _in_silence():
        receivers = apprise.Apprise()
        if not receivers.add(address):
            raise DeliveryError(f"{variable} is not an address that Apprise understands")
        try:
            is_sent = bool(receivers.notify(title=title, body=body, body_format=apprise.NotifyFormat.MARKDOWN))
        except Exception:  # whatever a service raises: its text may quote the address
            is_sent = False
    if not is_sent:
        raise DeliveryError(f"the receiver of {variable} did not take it; check that it is up and that the address is right")


@contextmanager
def _in_silence() -> Iterator[None]:
    """Without log lines: libraries quote the address in them."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
