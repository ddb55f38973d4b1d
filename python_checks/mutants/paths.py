"""Where an expression is in a parsed query, so that the same place is found in a second reading of the same model."""

import re
from collections.abc import Iterator

import sqlglot
from sqlglot import exp

Step = tuple[str, int | str | None, str]
"""An argument of the parent, the position where it is a list (of a CTE its name), and what is found there."""
INLINED = "__dbt__cte__"
"""How dbt begins the name of a CTE that is another model's."""
Path = tuple[Step, ...]


SAYS_NULLS = re.compile(r"[\s)]*((asc|desc)\s+)?nulls\b", re.IGNORECASE)


def parsed(sql: str) -> exp.Expr:
    """The query as a tree. An order knows (meta `says_nulls`) whether the text says where nulls go, which the parser does not keep."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    for ordered in tree.find_all(exp.Ordered):
        end = max((each.meta["end"] for each in ordered.walk() if "end" in each.meta), default=len(sql))
        ordered.meta["says_nulls"] = bool(SAYS_NULLS.match(sql, end + 1))
    return tree


def placed(tree: exp.Expr) -> Iterator[tuple[Path, exp.Expr]]:
    """Every expression of a tree below its root that is the model's own, in the order of the text, with its place."""
    for key, child in tree.args.items():
        children = child if isinstance(child, list) else [child]
        for index, each in enumerate(children):
            if isinstance(each, exp.Expr) and not (isinstance(each, exp.CTE) and each.alias.startswith(INLINED)):
                position = each.alias if isinstance(each, exp.CTE) else index if isinstance(child, list) else None
                step = (key, position, type(each).__name__)
                yield (step,), each
                for path, below in placed(each):
                    yield (step, *path), below


def found(tree: exp.Expr, path: Path) -> exp.Expr | None:
    """The expression at a place; None where the tree is built otherwise there."""
    here = tree
    for key, index, kind in path:
        child = here.args.get(key)
        if isinstance(index, str):
            child = next((each for each in child or [] if each.alias == index), None)
        elif index is not None:
            child = child[index] if isinstance(child, list) and index < len(child) else None
        if not isinstance(child, exp.Expr) or type(child).__name__ != kind:
            return None
        here = child
    return here


def line_of(node: exp.Expr) -> int:
    """The first line of the text it was read from, 0 where the parser does not say."""
    lines = [each.meta["line"] for each in node.walk() if "line" in each.meta]
    return min(lines, default=0)


def around(node: exp.Expr) -> str:
    """The name of the CTE that an expression is in; empty outside."""
    cte = node.find_ancestor(exp.CTE)
    return cte.alias if cte else ""
