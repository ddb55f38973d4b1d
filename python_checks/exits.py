"""What a finished command says to the shell (CONTRIBUTING.md lists the same numbers)."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `./run`."""

    DONE = 0
    """Published, or whatever the command was asked to do is done."""
    FAILED = 1
    """The build or a test failed."""
    BAD_INPUT = 2
    """Input or configuration does not fit; said before any account row is built."""
    BLOCKED = 3
    """A data test or the release gate refused: readers still see the old release."""
    LOCKED = 4
    """Another build of the same company is running."""
