"""What came of a promise, in counts: no value of a row is ever kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

from python_checks.expectations.promises import Promise, Suite

PASSED, FAILED, NOT_EVALUATED = "passed", "failed", "not_evaluated"
MOST_WORDS = 12
"""Words of a list that are written out as a limit."""


@dataclass(frozen=True)
class Outcome:
    """One promise, judged or not. `observed` holds counts and figures, or the reason why nothing was observed."""

    suite: Suite
    promise: Promise
    status: str
    observed: str
    limit: str = ""
    failing_rows: int | None = None


def not_evaluated(suite: Suite, promise: Promise, reason: str) -> Outcome:
    """A promise that could not be judged, and why."""
    return Outcome(suite, promise, NOT_EVALUATED, f"not evaluated: {reason}")


def not_evaluable(suite: Suite, promise: Promise, error: BaseException) -> Outcome:
    """A promise that should have been judged and broke. What the error says may quote a value, so only its kind is kept."""
    return Outcome(suite, promise, FAILED, f"could not be evaluated ({type(error).__name__}): does every column it names still exist?")


def judged(suite: Suite, promise: Promise, arguments: Mapping[str, Any], is_success: bool, result: Mapping[str, Any]) -> Outcome:
    """A promise that Great Expectations judged; `result` is its result dictionary."""
    observed, failing = _observed(arguments, result)
    return Outcome(suite, promise, PASSED if is_success else FAILED, observed, limit_text(arguments), failing)


def _observed(arguments: Mapping[str, Any], result: Mapping[str, Any]) -> tuple[str, int | None]:
    if "unexpected_count" in result:
        failing = int(result["unexpected_count"])
        return f"{failing:,} of {int(result['element_count']):,} rows", failing
    wanted, found = arguments.get("value_set") or arguments.get("column_set"), result.get("observed_value")
    if wanted is not None and isinstance(found, list):
        missing, other = set(wanted) - set(found), set(found) - set(wanted) if "column_set" in arguments else set()
        return f"{len(missing)} missing, {len(other)} not expected", len(missing) + len(other)
    if isinstance(found, Real):
        return _plain(found), None
    return "nothing could be measured", None


def limit_text(arguments: Mapping[str, Any]) -> str:
    """A limit in words: 'at least 0 and at most 100, in 99 % of the rows'."""
    parts: list[str] = []
    low, high, mostly = arguments.get("min_value"), arguments.get("max_value"), arguments.get("mostly")
    ends = [f"{word} {_plain(end)}" for word, end in (("at least", low), ("at most", high)) if end is not None]
    parts += [" and ".join(ends)] if ends else []
    words = arguments.get("value_set") or arguments.get("column_set")
    if words is not None:
        parts.append(f"one of {', '.join(map(str, words))}" if len(words) <= MOST_WORDS else f"{len(words)} known words")
    if "threshold" in arguments:
        parts.append(f"divergence at most {_plain(arguments['threshold'])}")
    if "regex" in arguments:
        parts.append(f"the form {arguments['regex']}")
    rows = f"in {mostly:.4g} of the rows" if mostly is not None and mostly < 1 else "in every row"
    return ", ".join([*parts, rows] if mostly is not None else parts) or "in every row"


def _plain(value: Any) -> str:
    """A figure with at most four decimals and no more: 86,481,100 or 0.25."""
    return f"{float(value):,.4f}".rstrip("0").rstrip(".") if isinstance(value, Real) else str(value)
