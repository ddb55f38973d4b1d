"""The raw contract: every raw table and column, read from models/staging/<source>/_<source>__sources.yml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_checks.problems import InputError
from python_checks.project import ROOT, read_rows, read_yaml

ESSENTIAL = ("crm.accounts", "billing.subscriptions")
"""Without these nobody can be scored: they cannot be switched off."""


@dataclass(frozen=True)
class RawColumn:
    """One column a company may land. `not_before` names a date column of the same table that comes first; `is_filled_later` is true where a new row
    is often without a value that comes with time (an answer, an end)."""

    name: str
    type: str = "text"
    is_key: bool = False
    is_required: bool = False
    not_before: str | None = None
    is_filled_later: bool = False


@dataclass(frozen=True)
class RawTable:
    """One raw table. `is_on_by_default` is False where its absence needs no word in landing.yml."""

    source: str
    name: str
    columns: tuple[RawColumn, ...]
    may_be_empty: bool = False
    is_on_by_default: bool = True

    @property
    def full_name(self) -> str:
        """'crm.accounts'."""
        return f"{self.source}.{self.name}"

    def column(self, name: str) -> RawColumn | None:
        """The column of that name, if the contract has it."""
        return next((column for column in self.columns if column.name == name), None)


Contract = dict[str, RawTable]
"""Raw tables by full name, in the order of the files."""


def read_contract(root: Path = ROOT) -> Contract:
    """Every raw table of the project.

    Raises InputError where no contract is found.
    """
    defaults = {
        f"{row['source_name']}.{row['table_name']}": row.get("is_on_by_default", "true").strip().lower() != "false"
        for row in read_rows(root / "seeds/reference/data_sources.csv")
    }
    files = sorted(root.glob("models/staging/*/_*__sources.yml"))
    tables = [_table(source["name"], table, defaults) for path in files for source in read_yaml(path)["sources"] for table in source["tables"]]
    if not tables:
        raise InputError(["No raw contract is found under models/staging: restore the files _<source>__sources.yml."])
    return {table.full_name: table for table in tables}


def source_names(contract: Contract) -> list[str]:
    """The sources of the contract, each once."""
    return sorted({table.source for table in contract.values()})


def _table(source: str, declared: dict[str, Any], defaults: dict[str, bool]) -> RawTable:
    return RawTable(
        source=source,
        name=declared["name"],
        columns=tuple(_column(column) for column in declared["columns"]),
        may_be_empty=bool(_meta(declared).get("may_be_empty", False)),
        is_on_by_default=defaults.get(f"{source}.{declared['name']}", True),
    )


def _column(declared: dict[str, Any]) -> RawColumn:
    meta = _meta(declared)
    return RawColumn(
        name=declared["name"],
        type=meta.get("type", "text"),
        is_key=bool(meta.get("is_key", False)),
        is_required=bool(meta.get("is_required", False)),
        not_before=meta.get("not_before"),
        is_filled_later=bool(meta.get("is_filled_later", False)),
    )


def _meta(declared: dict[str, Any]) -> dict[str, Any]:
    config: dict[str, Any] = declared.get("config") or {}
    meta: dict[str, Any] = config.get("meta") or {}
    return meta
