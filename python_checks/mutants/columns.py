"""What a macro writes for many columns or tables alike: a change of it is a change of all copies, because it is written once."""

from collections import Counter, defaultdict

from sqlglot import exp

COPIES = 3
"""From so many on, what differs only in names is a macro's; of less it cannot be told."""


def repeated_by_macros(tree: exp.Expr, sql: str, source: str) -> tuple[set[int], dict[int, list[exp.Expr]]]:
    """The ids of expressions that are copies, and for each first one the same places in its copies.

    `sql` is what the tree was read from and `source` the model's file: what stands there in so many words was written by hand and is no copy.
    """
    written = _squeezed(source)
    shapes: dict[int, int] = {}
    _shapes(tree, shapes)
    counts = Counter(shapes.values())
    units: dict[int, list[exp.Expr]] = defaultdict(list)
    below = [tree]
    while below:
        node = below.pop()
        if not isinstance(node, exp.Identifier) and counts[shapes[id(node)]] >= COPIES and _text(node, sql) not in written:
            units[shapes[id(node)]].append(node)
        else:
            below.extend(reversed(list(node.iter_expressions())))
    closed: set[int] = set()
    twins: dict[int, list[exp.Expr]] = {}
    for first, *others in units.values():
        if len(others) + 1 >= COPIES:
            for other in others:
                closed.update(id(node) for node in other.walk())
            for places in zip(first.walk(), *(other.walk() for other in others), strict=True):
                twins[id(places[0])] = list(places[1:])
    return closed, twins


def _shapes(node: exp.Expr, shapes: dict[int, int]) -> int:
    """Notes of every expression how it is built, names and texts apart; gives that of the node."""
    parts: list[object] = [type(node).__name__]
    is_name = isinstance(node, exp.Identifier) or (isinstance(node, exp.Literal) and node.is_string)
    for key, value in node.args.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, exp.Expr):
                parts += [key, _shapes(each, shapes)]
            elif each and not is_name:
                parts += [key, str(each)]
    shapes[id(node)] = hash(tuple(parts))
    return shapes[id(node)]


def _text(node: exp.Expr, sql: str) -> str:
    """What stands in the SQL from its first to its last word."""
    places = [each.meta for each in node.walk() if "start" in each.meta]
    return _squeezed(sql[min(each["start"] for each in places) : max(each["end"] for each in places) + 1]) if places else ""


def _squeezed(text: str) -> str:
    return "".join(text.split()).lower()
