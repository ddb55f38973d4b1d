"""Which mutants are tried: a share of every model, and within a model of every kind of change, the same for the same seed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import zip_longest

from python_checks.mutants.generate import Mutant

LEAST = 4
"""Mutants of a model that has so many, however many are asked for."""


def sampled(mutants: Mapping[str, Sequence[Mutant]], count: int, seed: int) -> list[Mutant]:
    """About `count` mutants; all where that many do not exist.

    A model's share grows with the root of its number of mutants, so that long models do not crowd out short ones. The choice hangs on the text of
    each mutant alone: a change of one model leaves the choice in all others as it was.
    """
    shares = _shares({model: len(found) for model, found in mutants.items()}, count)
    chosen = [mutant for model, found in mutants.items() for mutant in _mixed(found, seed)[: shares[model]]]
    return sorted(chosen, key=lambda mutant: _lot(mutant, seed))


def _shares(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    """How many of each model; what a small model does not have goes to the others."""
    shares = {model: min(size, LEAST) for model, size in sizes.items()}
    while sum(shares.values()) < count and (open_models := [model for model, size in sizes.items() if shares[model] < size]):
        left = count - sum(shares.values())
        roots = {model: sizes[model] ** 0.5 for model in open_models}
        for model in sorted(open_models, key=lambda each: (-roots[each], each)):
            more = max(1, int(left * roots[model] / sum(roots.values())))
            shares[model] = min(sizes[model], shares[model] + min(more, max(0, count - sum(shares.values()))))
    return shares


def _mixed(mutants: Sequence[Mutant], seed: int) -> list[Mutant]:
    """By lot, one of each kind of change in turn."""
    kinds: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in sorted(mutants, key=lambda each: _lot(each, seed)):
        kinds[mutant.operator].append(mutant)
    return [mutant for turn in zip_longest(*kinds.values()) for mutant in turn if mutant is not None]


def _lot(mutant: Mutant, seed: int) -> str:
    return sha256(f"{seed} {mutant.fingerprint}".encode()).hexdigest()
