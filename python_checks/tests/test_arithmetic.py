"""The arithmetic macros against exact fractions: as DuckDB runs them, and as engines without a whole-number division run them."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from python_checks.tests.manifest import PROJECT

ENGINES = ("duckdb", "default")
TENTH_DECIMALS = st.integers(min_value=-(10**16), max_value=10**16).map(lambda units: Decimal(units).scaleb(-10))


def macros(engine: str) -> Any:
    """The macros of an engine, as functions from SQL text to SQL text."""
    found: dict[str, Any] = {}

    class Adapter:
        def dispatch(self, name: str) -> Callable[..., str]:
            chosen: Callable[..., str] = getattr(found["module"], f"{engine}__{name}", None) or getattr(found["module"], f"default__{name}")
            return chosen

    text = "\n".join((PROJECT / "macros" / name).read_text(encoding="utf-8") for name in ("arithmetic.sql", "types.sql"))
    environment = Environment(autoescape=False, extensions=["jinja2.ext.do"])
    found["module"] = environment.from_string(text, globals={"adapter": Adapter(), "return": lambda value: value}).module
    return found["module"]


def computed(sql: str, rows: Iterable[tuple[Any, ...]], columns: str) -> list[Any]:
    """One expression over rows of made-up numbers, in their order."""
    literals = ", ".join(f"({number}, {', '.join('null' if value is None else str(value) for value in row)})" for number, row in enumerate(rows))
    found = duckdb.sql(f"select {sql} from (values {literals}) as numbers(row_number, {columns}) order by row_number").fetchall()
    return [row[0] for row in found]


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero."""
    size = abs(value) * 10**decimals
    units = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return Decimal(units if value >= 0 else -units).scaleb(-decimals)


def quotients(engine: str, pairs: list[tuple[Any, Any]], decimals: int) -> list[Any]:
    cast = "cast({0} as decimal(28, 10))"
    return computed(macros(engine).exact_quotient(cast.format("numerator"), cast.format("denominator"), decimals), pairs, "numerator, denominator")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "quotient"),
    [
        (201, 200, 2, "1.01"),  # two ties that doubles round down, being just below them
        ("0.000009", "0.4", 6, "0.000023"),
        (119, 320000, 6, "0.000372"),
        (-119, 320000, 6, "-0.000372"),
        (119, -320000, 6, "-0.000372"),
        (-119, -320000, 6, "0.000372"),
        (1, 8, 2, "0.13"),
        (-1, 8, 2, "-0.13"),
        (1, 3, 10, "0.3333333333"),
        (2, 3, 10, "0.6666666667"),
        ("0.00000001", "0.00000001", 10, "1.0000000000"),
        (0, 7, 4, "0.0000"),
        (7, 0, 4, None),
        (0, 0, 4, None),
        (None, 7, 4, None),
        (7, None, 4, None),
    ],
)
def test_known_quotients_are_rounded_once_half_away_from_zero(engine: str, numerator: object, denominator: object, decimals: int, quotient: str | None) -> None:
    assert quotients(engine, [(numerator, denominator)], decimals) == [None if quotient is None else Decimal(quotient)]


@pytest.mark.parametrize("engine", ENGINES)
@given(pairs=st.lists(st.tuples(TENTH_DECIMALS, TENTH_DECIMALS), min_size=1, max_size=50), decimals=st.sampled_from([4, 6]))
@settings(max_examples=60, deadline=None)
def test_every_quotient_is_the_exact_one_rounded_once(engine: str, pairs: list[tuple[Decimal, Decimal]], decimals: int) -> None:
    # Doubles carry 15 digits: the candidate of the other engines is exact where the quotient has no more of them.
    pairs = [pair for pair in pairs if not pair[1] or abs(pair[0] / pair[1]) < 10 ** (15 - decimals)]
    if pairs:
        expected = [rounded(Fraction(a) / Fraction(b), decimals) if b else None for a, b in pairs]
        assert quotients(engine, pairs, decimals) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_every_share_of_small_counts_is_exact_at_ten_decimals(engine: str) -> None:
    pairs = [(part, whole) for whole in range(1, 130) for part in range(whole + 1)]
    assert quotients(engine, pairs, 10) == [rounded(Fraction(part, whole), 10) for part, whole in pairs]


@st.composite
def quotients_said_to_have(draw: st.DrawFn) -> tuple[int, int, int, list[tuple[Decimal, Decimal]]]:
    """Decimals of numerator, denominator and quotient, and pairs of numbers that have no more of them, small and large."""
    said = [(8, 8, 10), (0, 0, 10), (2, 2, 10), (10, 10, 6), (6, 10, 6), (10, 10, 4), (4, 0, 10), (6, 0, 10), (6, 2, 4), (8, 8, 4)]
    above, below, decimals = draw(st.sampled_from(said))
    whole_numbers = st.one_of(*[st.integers(min_value=-(10**digits), max_value=10**digits) for digits in (2, 9, 16)])
    pairs = draw(st.lists(st.tuples(whole_numbers, whole_numbers), min_size=1, max_size=50))
    return above, below, decimals, [(Decimal(a).scaleb(-above), Decimal(b).scaleb(-below)) for a, b in pairs]


@pytest.mark.parametrize("engine", ENGINES)
@given(case=quotients_said_to_have())
@settings(max_examples=60, deadline=None)
def test_the_decimals_that_are_said_change_no_quotient(engine: str, case: tuple[int, int, int, list[tuple[Decimal, Decimal]]]) -> None:
    above, below, decimals, pairs = case
    # Whole numbers of 38 digits hold so much; doubles carry 15 digits: the candidate of the other engines is exact where the quotient has no more of them.
    pairs = [(a, b) for a, b in pairs if abs(a) < 10**12 and abs(b) < 10**12 and (not b or abs(a / b) < 10 ** (15 - decimals))]
    if pairs:
        types = ("cast(numerator as decimal(28, 10))", "cast(denominator as decimal(28, 10))")
        expected = [rounded(Fraction(a) / Fraction(b), decimals) if b else None for a, b in pairs]
        assert computed(macros(engine).exact_quotient(*types, decimals, above, below), pairs, "numerator, denominator") == expected


@pytest.mark.parametrize("engine", ENGINES)
@given(
    pairs=st.lists(
        st.tuples(st.decimals(min_value=0, max_value=1, places=10), st.decimals(min_value=0, max_value=100, places=6)),
        min_size=1,
        max_size=50,
    )
)
@example(pairs=[(Decimal(1), Decimal(100)), (Decimal("0.5"), Decimal("0.000001")), (Decimal("0.4999999999"), Decimal("0.000001"))])
@settings(max_examples=50, deadline=None)
def test_a_weighted_score_is_the_exact_product_rounded_once(engine: str, pairs: list[tuple[Decimal, Decimal]]) -> None:
    sql = macros(engine).weighted_score("cast(weight as decimal(12, 10))", "cast(score as decimal(9, 6))")
    expected = [rounded(Fraction(weight) * Fraction(score), 6) for weight, score in pairs]
    assert computed(sql, [*pairs, (None, 1), (1, None)], "weight, score") == [*expected, None, None]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_curve_is_read_between_its_points_and_level_outside(engine: str) -> None:
    rows = [(18, 7, 30, 0, 100), (7, 7, 30, 0, 100), (8, 5, 14, 60, 20), (-99, None, 7, 5, 5), (99, 30, None, 100, 100), (None, 7, 30, 0, 100)]
    names = ("x", "x_from", "x_to")
    arguments = [f"cast({name} as decimal(28, 10))" for name in names] + [f"cast({name} as decimal(7, 4))" for name in ("y_from", "y_to")]
    heights = computed(macros(engine).interpolated(*arguments), rows, ", ".join(names) + ", y_from, y_to")
    assert heights == [Decimal("47.826087"), Decimal(0), Decimal("46.666667"), Decimal(5), Decimal(100), None]


@pytest.mark.parametrize("engine", ENGINES)
@given(
    x=st.decimals(min_value=-1000, max_value=1000, places=10),
    width=st.decimals(min_value=Decimal("0.0000000001"), max_value=1000, places=10),
    share=st.fractions(min_value=0, max_value=1, max_denominator=1000),
    heights=st.tuples(*[st.decimals(min_value=0, max_value=100, places=4)] * 2),
)
@settings(max_examples=60, deadline=None)
def test_every_height_of_a_curve_is_exact(engine: str, x: Decimal, width: Decimal, share: Fraction, heights: tuple[Decimal, Decimal]) -> None:
    at = x + Decimal(int(Fraction(width) * share * 10**10)).scaleb(-10)
    arguments = [f"cast({value} as decimal(28, 10))" for value in (at, x, x + width)] + [f"cast({value} as decimal(7, 4))" for value in heights]
    low, high = map(Fraction, heights)
    expected = rounded(low + Fraction(at - x) * (high - low) / Fraction(width), 6)
    assert computed(macros(engine).interpolated(*arguments), [(1,)], "one") == [expected]


@pytest.mark.parametrize(
    ("score", "floor", "cap", "limited"),
    [
        (68, None, None, 68),
        (68, None, 59, 59),
        (30, None, 59, 30),
        (30, 40, None, 40),
        (68, 40, None, 68),
        (30, 60, 49, 49),
        (30, 40, 59, 40),
        (None, 40, 59, None),
    ],
)
def test_a_cap_only_lowers_a_floor_only_raises_and_nothing_limits_no_score(score: int | None, floor: int | None, cap: int | None, limited: int | None) -> None:
    assert computed(macros("duckdb").limited("score", "floor_score", "cap_score"), [(score, floor, cap)], "score, floor_score, cap_score") == [limited]
