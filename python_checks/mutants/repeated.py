"""What a macro repeats: a change of it is a change of all copies, because it is written once.

The rest of what macros/arithmetic.sql writes is proved by itself (python_checks/tests/test_arithmetic.py) and no place for a mutant.
"""

from collections.abc import Iterator

from sqlglot import exp


def repeated(tree: exp.Expr) -> tuple[set[int], dict[int, list[exp.Expr]]]:
    """The ids of expressions that are no place for a mutant, and for some others the same places in their other copies."""
    closed, twins = _repeated_arguments(tree)
    # A hash of a row puts a character in the place of what is empty, column by column.
    hashed = [each for each in tree.find_all(exp.Coalesce) if each.expressions and isinstance(each.expressions[-1], exp.Chr)]
    closed.update(id(each) for each in hashed[1:])
    closed.update(_empty_relations(tree))
    twins.update({id(hashed[0]): list(hashed[1:])} if hashed else {})
    return closed, twins


def _empty_relations(tree: exp.Expr) -> Iterator[int]:
    """Rows that are never given: `select cast(null as ...) where false` only says which columns there are where there is no release yet."""
    for select in tree.find_all(exp.Select):
        where = select.args.get("where")
        if where and not select.args.get("from_") and isinstance(where.this, exp.Boolean) and not where.this.this:
            yield from (id(node) for node in select.walk())
            union = select.find_ancestor(exp.Union)
            if union and union.this.find(exp.Select, bfs=True) and id(select) in {id(node) for node in union.this.walk()}:
                yield id(union)


def _repeated_arguments(tree: exp.Expr) -> tuple[set[int], dict[int, list[exp.Expr]]]:
    """Of quotients.

    A quotient names its numerator and denominator several times. Whoever mistypes one mistypes it once, so that all copies change; a change of one copy
    alone, or of the macro in one of the many places where it is called, is a mistake nobody can make in this project.
    """
    closed: set[int] = set()
    twins: dict[int, list[exp.Expr]] = {}
    for quotient in _quotients(tree):
        closed.update(id(node) for node in quotient.walk())
        copies: dict[str, list[exp.Expr]] = {}
        for argument in _arguments(quotient):
            copies.setdefault(argument.sql("duckdb"), []).append(argument)
        for first, *others in copies.values():
            for places in zip(first.walk(), *(other.walk() for other in others), strict=True):
                closed.discard(id(places[0]))
                twins[id(places[0])] = list(places[1:])
    return closed, twins


def _quotients(tree: exp.Expr) -> Iterator[exp.Expr]:
    """The expressions that a macro made of a whole-number division, which models themselves never write: cast(cast(... // ...) * unit)."""
    seen: set[int] = set()
    for division in tree.find_all(exp.IntDiv):
        inner = division.find_ancestor(exp.Cast)
        outer = inner.find_ancestor(exp.Cast) if inner else None
        if outer and id(outer) not in seen:
            seen.add(id(outer))
            yield outer


def _arguments(quotient: exp.Expr) -> Iterator[exp.Expr]:
    """What was handed to the macro, each time it stands there: cast(argument as double), or cast(cast(argument as decimal) * 10... as a whole number)."""
    for cast in quotient.find_all(exp.Cast):
        scaled = cast.this
        if cast.to.is_type(exp.DataType.Type.DOUBLE):
            yield cast.this
        elif cast.to.is_type(exp.DataType.Type.INT128) and isinstance(scaled, exp.Mul) and isinstance(scaled.this, exp.Cast):
            yield scaled.this.this
