"""All mutants of a model, and the text of any reading of it with a mutant in it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from sqlglot import exp

from python_checks.mutants.columns import repeated_by_macros
from python_checks.mutants.operators import OPERATORS, Change
from python_checks.mutants.paths import Path, around, found, line_of, placed
from python_checks.mutants.repeated import repeated


@dataclass(frozen=True)
class Mutant:
    """One change at one place of one model, and at the other copies of that place. `line` is of the compiled text."""

    model: str
    paths: tuple[Path, ...]
    operator: str
    change: str
    line: int
    within: str
    before: str
    after: str
    occurrence: int

    @property
    def fingerprint(self) -> str:
        """The same for the same change of the same expression of the same CTE, wherever the CTE moves."""
        text = "\n".join((self.model, self.within, self.operator, self.change, self.before, str(self.occurrence)))
        return sha256(text.encode()).hexdigest()[:12]


def mutants_of(model: str, tree: exp.Expr, sql: str = "", source: str = "") -> list[Mutant]:
    """Every mutant whose text differs from the model's, in the order of the text.

    With the SQL that the tree was read from and the model's file, what a macro writes for many columns is changed everywhere at once.
    """
    times: dict[tuple[str, ...], int] = {}
    mutants = []
    places = list(placed(tree))
    path_of = {id(node): path for path, node in places}
    closed, twins = repeated(tree)
    if source:
        copies, other_twins = repeated_by_macros(tree, sql, source)
        closed, twins = closed | copies, other_twins | twins
    for path, node in places:
        if id(node) in closed:
            continue
        paths = (path, *(path_of[id(twin)] for twin in twins.get(id(node), ())))
        changes = [(name, change, after) for name, operator in OPERATORS.items() for change, after in operator(node)]
        before = sql_of(node) if changes else ""
        for name, change, after in changes:
            said = sql_of(after) if after is not None else ""
            if before != said:
                what = (around(node), name, change, before)
                times[what] = times.get(what, 0) + 1
                mutants.append(Mutant(model, paths, name, change, line_of(node), what[0], before, said, times[what]))
    return mutants


class Query:
    """A parsed query that gives its text with a mutant in it. The text of its CTEs is kept: a mutant needs only its own anew."""

    def __init__(self, tree: exp.Expr) -> None:
        self.tree = tree
        self._ctes = [sql_of(cte) for cte in _ctes(tree)]

    @cached_property
    def text(self) -> str:
        """The text as it stands."""
        return self._around(self._ctes)

    @cached_property
    def _rest(self) -> str:
        rest = self.tree.copy()
        rest.set("with_", None)
        return sql_of(rest)

    def mutated(self, mutant: Mutant) -> str | None:
        """The text with the mutant in it; None where the query has nothing like it at that place."""
        with ExitStack() as stack:
            places = [found(self.tree, path) for path in mutant.paths]
            changes = [(node, _change(node, mutant)) for node in places if node is not None]
            changed = [stack.enter_context(_in_place(node, change[1])) for node, change in changes if change is not None]
            if not changed:
                return None
            return self._with(mutant.paths[0]) if len(changed) == 1 == len(mutant.paths) else sql_of(self.tree)

    def _with(self, path: Path) -> str:
        name = path[1][1] if len(path) > 1 and path[0][0] == "with_" else None
        if name is None:
            return sql_of(self.tree)
        return self._around([sql_of(cte) if cte.alias == name else text for cte, text in zip(_ctes(self.tree), self._ctes, strict=True)])

    def _around(self, ctes: list[str]) -> str:
        return f"WITH {', '.join(ctes)} {self._rest}" if ctes else self._rest


def _change(node: exp.Expr, mutant: Mutant) -> Change | None:
    return next((each for each in OPERATORS[mutant.operator](node) if each[0] == mutant.change), None)


def _ctes(tree: exp.Expr) -> list[exp.Expr]:
    head = tree.args.get("with_")
    return list(head.expressions) if head else []


def sql_of(node: exp.Expr) -> str:
    """The text that DuckDB reads."""
    return node.sql("duckdb", comments=False)


@contextmanager
def _in_place(node: exp.Expr, after: exp.Expr | None) -> Iterator[None]:
    parent, key, index = node.parent, node.arg_key, node.index
    assert parent is not None
    assert key is not None
    if index is None:
        parent.args[key] = after
    else:
        parent.args[key][index] = after
    if after is not None:
        after.parent, after.arg_key, after.index = parent, key, index
    try:
        yield
    finally:
        if index is None:
            parent.args[key] = node
        else:
            parent.args[key][index] = node
