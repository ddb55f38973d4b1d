"""The small faults: for an expression, every other expression a tired person might have typed in its place."""

from collections.abc import Callable, Iterator

from sqlglot import exp

from python_checks.mutants.clauses import CLAUSE_OPERATORS

Change = tuple[str, exp.Expr | None]
"""What was done, in words that name one change of an operator, and what stands there now; None drops it."""
Operator = Callable[[exp.Expr], Iterator[Change]]

COMPARISONS: dict[type[exp.Expr], tuple[type[exp.Binary], ...]] = {
    exp.LT: (exp.LTE, exp.GT),
    exp.LTE: (exp.LT, exp.GTE),
    exp.GT: (exp.GTE, exp.LT),
    exp.GTE: (exp.GT, exp.LTE),
    exp.EQ: (exp.NEQ,),
    exp.NEQ: (exp.EQ,),
}
ARITHMETIC: dict[type[exp.Expr], tuple[type[exp.Binary], ...]] = {
    exp.Add: (exp.Sub,),
    exp.Sub: (exp.Add,),
    exp.Mul: (exp.Add, exp.Div),
    exp.Div: (exp.Mul,),
    exp.IntDiv: (exp.Mul,),
}
AGGREGATES: dict[type[exp.Expr], tuple[type[exp.Func], ...]] = {
    exp.Min: (exp.Max,),
    exp.Max: (exp.Min,),
    exp.Sum: (exp.Max, exp.Avg),
    exp.Avg: (exp.Sum,),
    exp.Greatest: (exp.Least,),
    exp.Least: (exp.Greatest,),
}

NOT_COUNTING = (exp.DataTypeParam, exp.Interval, exp.Round, exp.Chr)
"""Where a number is a width, or stands for a character; lengths of intervals and places of rounding have operators of their own."""


def comparison(node: exp.Expr) -> Iterator[Change]:
    """`<` for `<=`, `>` for `<`, `<>` for `=`; a `between` that leaves out an end."""
    for other in COMPARISONS.get(type(node), ()):
        yield f"{node.key} to {other.key}", other(this=node.this.copy(), expression=node.expression.copy())
    if isinstance(node, exp.Between):
        for end in ("low", "high"):
            low = (exp.GT if end == "low" else exp.GTE)(this=_closed(node.this), expression=_closed(node.args["low"]))
            high = (exp.LT if end == "high" else exp.LTE)(this=_closed(node.this), expression=_closed(node.args["high"]))
            yield f"between without its {end} end", exp.Paren(this=exp.And(this=low, expression=high))


def connector(node: exp.Expr) -> Iterator[Change]:
    """`or` for `and` and the other way round."""
    if isinstance(node, exp.And | exp.Or):
        other = exp.Or if isinstance(node, exp.And) else exp.And
        yield f"{node.key} to {other.key}", exp.Paren(this=other(this=_closed(node.this), expression=_closed(node.expression)))


def dropped_term(node: exp.Expr) -> Iterator[Change]:
    """One side of an `and` or `or` alone: of a where, a having, a join or a flag."""
    if isinstance(node, exp.And | exp.Or):
        yield f"{node.key} without its last term", _closed(node.this)
        # The first term stands innermost: the chain a and b and c is (a and b) and c.
        if not isinstance(node.this, type(node)):
            yield f"{node.key} without its first term", _closed(node.expression)


def arithmetic(node: exp.Expr) -> Iterator[Change]:
    """`+` for `-`, `*` for `/`."""
    for other in ARITHMETIC.get(type(node), ()):
        yield f"{node.key} to {other.key}", exp.Paren(this=other(this=_closed(node.this), expression=_closed(node.expression)))


def constant(node: exp.Expr) -> Iterator[Change]:
    """A number one more or less, a decimal one unit of its last place more or less, true for false."""
    if isinstance(node, exp.Boolean):
        yield "true for false" if not node.this else "false for true", exp.Boolean(this=not node.this)
    if not isinstance(node, exp.Literal) or node.is_string or isinstance(node.parent, NOT_COUNTING):
        return
    whole, _, decimals = str(node.this).partition(".")
    if not (whole + decimals).isdigit():
        return
    for label, step in (("one more", 1), ("one less", -1)):
        value = int(whole + decimals) + step
        digits = str(abs(value)).rjust(len(decimals) + 1, "0")
        text = digits if not decimals else f"{digits[: -len(decimals)]}.{digits[-len(decimals) :]}"
        literal = exp.Literal.number(text)
        yield f"constant {label}", exp.Paren(this=exp.Neg(this=literal)) if value < 0 else literal


def aggregate(node: exp.Expr) -> Iterator[Change]:
    """`max` for `min`, `avg` for `sum`, `least` for `greatest`."""
    for other in AGGREGATES.get(type(node), ()):
        yield f"{node.key} to {other.key}", other(**{key: _copied(value) for key, value in node.args.items()})


def branches(node: exp.Expr) -> Iterator[Change]:
    """What two neighbouring branches of a case give, changed for one another."""
    if not isinstance(node, exp.Case):
        return
    count = len(node.args["ifs"])
    for index in range(count - 1):
        swapped = node.copy()
        first, second = swapped.args["ifs"][index : index + 2]
        one, other = first.args["true"].copy(), second.args["true"].copy()
        first.set("true", other)
        second.set("true", one)
        yield f"branches {index + 1} and {index + 2} changed for one another", swapped
    if node.args.get("default") is not None:
        swapped = node.copy()
        last = swapped.args["ifs"][-1]
        one, other = last.args["true"].copy(), swapped.args["default"].copy()
        last.set("true", other)
        swapped.set("default", one)
        yield "last branch and else changed for one another", swapped


def default(node: exp.Expr) -> Iterator[Change]:
    """A coalesce without its last default."""
    if isinstance(node, exp.Coalesce) and node.expressions:
        kept = node.copy()
        kept.set("expressions", kept.expressions[:-1])
        yield "coalesce without its last default", kept if kept.expressions else _closed(node.this)


def negation(node: exp.Expr) -> Iterator[Change]:
    """A `not` left out; `is not null` for `is null`."""
    if isinstance(node, exp.Not):
        yield "not left out", _closed(node.this)
    elif isinstance(node, exp.Is) and not isinstance(node.parent, exp.Not):
        yield "is to is not", exp.Paren(this=exp.Not(this=node.copy()))


def _closed(node: exp.Expr) -> exp.Expr:
    """A copy in parentheses where it is an operation: the text then says what the tree says."""
    copy: exp.Expr = node.copy()
    return exp.Paren(this=copy) if isinstance(copy, exp.Binary | exp.Unary | exp.Between | exp.In) and not isinstance(copy, exp.Paren | exp.Dot) else copy


def _copied(value: object) -> object:
    if isinstance(value, list):
        return [_copied(each) for each in value]
    return value.copy() if isinstance(value, exp.Expr) else value


OPERATORS: dict[str, Operator] = {
    "comparison": comparison,
    "connector": connector,
    "dropped term": dropped_term,
    "arithmetic": arithmetic,
    "constant": constant,
    "aggregate": aggregate,
    "branches": branches,
    "default": default,
    "negation": negation,
    **CLAUSE_OPERATORS,
}
