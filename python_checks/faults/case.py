"""One build of the campaign, before it is judged."""

from dataclasses import dataclass, field

from python_checks.faults.catalogue import Injection
from python_checks.faults.facts import Facts
from python_checks.faults.grid import Scene
from python_checks.faults.ground import Ground, Ran


@dataclass
class Case:
    """One build with one or more faults, and everything that is known before and after it."""

    injections: list[Injection]
    scene: Scene
    ground: Ground
    base: Facts
    before: dict[str, str]
    ran: Ran
    after: dict[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """What the build left behind."""
        return Facts(self.scene.workspace, self.scene.company)
