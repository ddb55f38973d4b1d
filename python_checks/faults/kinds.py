"""The register of mutations: a kind of the catalogue -> the small function that does it."""

from collections.abc import Callable
from dataclasses import dataclass

from python_checks.faults.catalogue import Injection
from python_checks.faults.grid import Scene

Mutation = Callable[[Scene, Injection], None]


@dataclass(frozen=True)
class Kind:
    """A mutation. Those that change bytes of files come after those that change rows, in a build that holds several faults."""

    name: str
    mutate: Mutation
    is_of_bytes: bool


KINDS: dict[str, Kind] = {}


def rows(mutate: Mutation) -> Mutation:
    """Registers a mutation of rows, seeds or settings under its own name."""
    KINDS[mutate.__name__] = Kind(mutate.__name__, mutate, is_of_bytes=False)
    return mutate


def bytes_of_files(mutate: Mutation) -> Mutation:
    """Registers a mutation of landed files as they are on disk."""
    KINDS[mutate.__name__] = Kind(mutate.__name__, mutate, is_of_bytes=True)
    return mutate


def inject(scene: Scene, injections: list[Injection]) -> None:
    """Puts every fault into the scene: rows first, files afterwards."""
    load_kinds()
    for is_of_bytes in (False, True):
        for each in injections:
            kind = KINDS[each.kind]
            if kind.is_of_bytes is is_of_bytes:
                scene.random.seed(each.key)
                kind.mutate(scene, each)
        scene.save()


def load_kinds() -> None:
    """Imports every module that registers mutations."""
    from python_checks.faults import files, plants, rewrites, runs, seeds, tables  # noqa: F401
