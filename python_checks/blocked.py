"""The one screen of a blocked build: which rules of the gate did not pass, where, who repairs it, how, and what readers see meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from textwrap import shorten

import duckdb

from python_checks.exit_map import NodeResult
from python_checks.failures import failure_sentences

GATE_TEST = "every_gate_rule_passed"
MOST_RULES = 4
"""Rules that are told in full; the others are named."""
MOST_OTHERS = 4
LONGEST_LINE = 240
REVIEW_DAYS = 7
"""How long the exception that is shown as an example may lie in its seed."""
BROKEN = """
    select
        gate.rule_key, gate.what_is_counted, gate.observed, gate.limit_value, gate.where_seen, gate.remedy, gate.owner_name, owners.owner_channel,
        gate.may_be_excepted
    from quality.release_gate as gate
    left join reference.data_owners as owners on gate.owner_name = owners.owner_name
    where not gate.is_passed
    order by gate.may_be_excepted, gate.rule_key
"""
EXPIRED = """
    select rule_key, as_of_date, expires_on
    from reference.gate_exceptions
    where expires_on < (select max(as_of_date) from marts.release_candidate)
    order by all
"""


@dataclass(frozen=True)
class BrokenRule:
    """A rule of the gate that did not pass. `observed` is None where nothing was counted; `where_seen` holds names and figures, no account data."""

    rule_key: str
    what_is_counted: str
    observed: Decimal | None
    limit_value: Decimal | None
    where_seen: str | None
    remedy: str
    owner_name: str
    owner_channel: str | None
    may_be_excepted: bool


@dataclass(frozen=True)
class GateVerdict:
    """What the gate says of a build: its broken rules, its as-of date, and exceptions that have expired (rule, date, expiry)."""

    rules: list[BrokenRule]
    as_of_date: date
    expired: list[tuple[str, date, date]]


def blocked_lines(results: Sequence[NodeResult], build_file: Path, current: str | None, promises: Sequence[str] = ()) -> list[str]:
    """The screen, at most about 25 lines whatever failed. `current` is the release that readers see, `promises` a sentence per expectation not kept."""
    is_gate = any(result.name == GATE_TEST and result.status == "fail" for result in results)
    verdict = gate_verdict(build_file) if is_gate else None
    others = [*failure_sentences([result for result in results if not (verdict and result.name == GATE_TEST)], build_file), *promises]
    lines = ["", "Blocked: a check on the data failed."]
    if verdict:
        lines += [line for rule in verdict.rules[:MOST_RULES] for line in _rule_lines(rule)]
        rest = [rule.rule_key for rule in verdict.rules[MOST_RULES:]]
        lines += [f"  And {len(rest)} more rules, in quality.release_gate: {', '.join(rest)}"] if rest else []
    lines += [_short(f"- {sentence}") for sentence in others[:MOST_OTHERS]]
    lines += [f"  ... and {len(others) - MOST_OTHERS} more, in logs/dbt.log."] if len(others) > MOST_OTHERS else []
    lines += _exception_lines(verdict) if verdict else []
    return [*lines, "", f"Nothing was published; readers see {f'release {current}, unchanged' if current else 'no release yet'}."]


def expired_lines(build_file: Path) -> list[str]:
    """Exceptions that lie in their seed longer than they said, for a build that passed."""
    verdict = gate_verdict(build_file)
    return _expired_lines(verdict) if verdict else []


def gate_verdict(build_file: Path) -> GateVerdict | None:
    """Reads the gate of a build that has ended; None where it cannot be read."""
    try:
        with duckdb.connect(str(build_file), read_only=True) as connection:
            rules = [BrokenRule(*row) for row in connection.execute(BROKEN).fetchall()]
            found = connection.execute("select max(as_of_date) from marts.release_candidate").fetchone()
            expired = connection.execute(EXPIRED).fetchall()
    except duckdb.Error:
        return None
    return GateVerdict(rules, found[0], expired) if found and found[0] else None


def figure_text(value: Decimal | None, missing: str = "nothing") -> str:
    """0.350000 as 0.35."""
    if value is None:
        return missing
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rule_lines(rule: BrokenRule) -> list[str]:
    channel = f" ({rule.owner_channel})" if rule.owner_channel else ""
    said = f"- {rule.rule_key}: {figure_text(rule.observed)}, at most {figure_text(rule.limit_value)}: {rule.what_is_counted}"
    where = [_short(f"    where   {rule.where_seen}")] if rule.where_seen else []
    return [_short(said), *where, _short(f"    remedy  {rule.remedy}; {rule.owner_name}{channel}")]


def _exception_lines(verdict: GateVerdict) -> list[str]:
    may = [rule.rule_key for rule in verdict.rules if rule.may_be_excepted]
    never = [rule.rule_key for rule in verdict.rules if not rule.may_be_excepted]
    lines = _expired_lines(verdict)
    if never:
        lines.append(f"  No exception is possible for {', '.join(never)}.")
    elif may:
        row = f"{may[0]},{verdict.as_of_date},WHY,WHO,{verdict.as_of_date + timedelta(days=REVIEW_DAYS)}"
        lines.append(f"  Reviewed, and right all the same? A row per rule in seeds/reference/gate_exceptions.csv lets this date pass: {row}")
    return lines


def _expired_lines(verdict: GateVerdict) -> list[str]:
    return [f"  An exception for {rule} and {day} expired on {expiry} and is ignored; remove it." for rule, day, expiry in verdict.expired[:2]]


def _short(line: str) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    indent = line[: len(line) - len(line.lstrip())]
    return indent + shorten(line.strip(), LONGEST_LINE - len(indent), placeholder=" ...")
