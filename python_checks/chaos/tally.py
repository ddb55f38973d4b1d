"""What a campaign counted, and what it must not find."""

import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Tally:
    """Counts of one campaign. Every entry of `problems` is a moment at which a reader could have seen something else than one complete release."""

    kills_at_steps: int = 0
    kills_at_random: int = 0
    kills_of_builds: int = 0
    recoveries: int = 0
    full_disks: int = 0
    skipped: list[str] = field(default_factory=list)
    pairs_of_builds: int = 0
    readers: int = 0
    reads: int = 0
    publishes_while_reading: int = 0
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    started: float = field(default_factory=time.monotonic, repr=False)
    said_at: float = field(default_factory=time.monotonic, repr=False)

    @property
    def kills(self) -> int:
        """Processes ended by SIGKILL before they were done."""
        return self.kills_at_steps + self.kills_at_random + self.kills_of_builds

    def found(self, where: str, problems: list[str]) -> None:
        """Takes what an audit says."""
        self.problems += [f"{where}: {problem}" for problem in problems]

    def say(self, what: str) -> None:
        """A line of progress every few seconds."""
        now = time.monotonic()
        if now - self.said_at >= 5:
            self.said_at = now
            print(f"  {now - self.started:5.0f} s  {what}, {len(self.problems)} problems", flush=True)

    def end(self, path: Path) -> None:
        """Stops the clock and writes the counts as JSON."""
        self.seconds = round(time.monotonic() - self.started, 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        counts = {name: value for name, value in asdict(self).items() if name not in ("started", "said_at")}
        path.write_text(json.dumps({"kills": self.kills, **counts}, indent=1) + "\n", encoding="utf-8")

    def summary(self) -> list[str]:
        """The lines of the screen."""
        return [
            "",
            f"  kills        {self.kills} ({self.kills_at_steps} before a step of publishing, {self.kills_at_random} of a publisher and "
            f"{self.kills_of_builds} of a whole build at random times)",
            f"  recoveries   {self.recoveries} runs after a kill that published and cleaned up",
            f"  full disks   {self.full_disks}",
            f"  crowds       {self.pairs_of_builds} pairs of builds at once; {self.readers} readers, {self.reads:,} reads during "
            f"{self.publishes_while_reading} publishes",
            *(f"  skipped      {each}" for each in self.skipped),
            f"  problems     {len(self.problems)}",
            *(f"               {each}" for each in self.problems[:10]),
            f"  time         {self.seconds:.0f} s",
        ]
