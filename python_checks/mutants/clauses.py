"""The small faults of clauses: joins, filters, orders, windows, unions, and how finely a value is kept."""

from collections.abc import Iterator

from sqlglot import exp

Change = tuple[str, exp.Expr | None]


def join_kind(node: exp.Expr) -> Iterator[Change]:
    """A left join for an inner one and the other way round."""
    if not isinstance(node, exp.Join) or not (node.args.get("on") or node.args.get("using")):
        return
    other = node.copy()
    if node.side == "LEFT":
        other.set("side", None)
        other.set("kind", "INNER")
        yield "left join to inner", other
    elif not node.side:
        other.set("kind", None)
        other.set("side", "LEFT")
        yield "inner join to left", other


def dropped_filter(node: exp.Expr) -> Iterator[Change]:
    """A where or having left out."""
    if isinstance(node, exp.Where | exp.Having):
        yield f"{node.key} left out", None


def ordering(node: exp.Expr) -> Iterator[Change]:
    """The other direction; nulls at the other end where the text says at which."""
    if isinstance(node, exp.Ordered):
        other = node.copy()
        other.set("desc", not node.args.get("desc"))
        yield "the other direction", other
        if node.meta.get("says_nulls"):
            other = node.copy()
            other.set("nulls_first", not node.args.get("nulls_first"))
            yield "nulls at the other end", other


def partition(node: exp.Expr) -> Iterator[Change]:
    """A window without one of its partition terms."""
    terms = node.args.get("partition_by") if isinstance(node, exp.Window) else None
    for index in range(len(terms or [])):
        kept = node.copy()
        kept.set("partition_by", [each for position, each in enumerate(kept.args["partition_by"]) if position != index])
        yield f"without partition term {index + 1}", kept


def distinctness(node: exp.Expr) -> Iterator[Change]:
    """`union` for `union all` (not in a list of written-out rows), `select` for `select distinct`, `count(x)` for `count(distinct x)`."""
    if isinstance(node, exp.Union) and node.expression.args.get("from_"):
        other = node.copy()
        other.set("distinct", not node.args.get("distinct"))
        yield "union to union all" if node.args.get("distinct") else "union all to union", other
    elif isinstance(node, exp.Select) and node.args.get("distinct"):
        plain = node.copy()
        plain.set("distinct", None)
        yield "distinct left out", plain
    elif isinstance(node, exp.Distinct) and isinstance(node.parent, exp.AggFunc) and len(node.expressions) == 1:
        yield "distinct left out", node.expressions[0].copy()


def scale(node: exp.Expr) -> Iterator[Change]:
    """A decimal with one place less."""
    if not isinstance(node, exp.Cast) or not node.to.is_type(exp.DataType.Type.DECIMAL) or len(node.to.expressions) != 2:
        return
    places = int(node.to.expressions[1].name)
    if places > 0:
        other = node.copy()
        other.to.expressions[1].set("this", exp.Literal.number(places - 1))
        yield "one decimal less", other


def rounding(node: exp.Expr) -> Iterator[Change]:
    """A round to one place more or less."""
    places = node.args.get("decimals") if isinstance(node, exp.Round) else None
    if isinstance(places, exp.Literal):
        for label, step in (("more", 1), ("less", -1)):
            other = node.copy()
            value = int(places.name) + step
            other.set("decimals", exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value)))
            yield f"rounded to one place {label}", other


def offset(node: exp.Expr) -> Iterator[Change]:
    """An interval one unit longer or shorter."""
    size = node.this if isinstance(node, exp.Interval) else None
    if isinstance(size, exp.Literal) and str(size.name).isdigit():
        for label, step in (("longer", 1), ("shorter", -1)):
            other = node.copy()
            other.set("this", exp.Literal.string(str(int(size.name) + step)))
            yield f"interval one {label}", other


CLAUSE_OPERATORS = {
    "join kind": join_kind,
    "dropped filter": dropped_filter,
    "order": ordering,
    "partition": partition,
    "distinct": distinctness,
    "scale": scale,
    "rounding": rounding,
    "offset": offset,
}
