"""Faults of the run itself: what is left behind, what is held, what ends too early, where and when it runs."""

import fcntl
from datetime import UTC, datetime, timedelta

import yaml

from python_checks.faults.catalogue import Injection
from python_checks.faults.companies import AS_OF
from python_checks.faults.grid import Scene
from python_checks.faults.kinds import rows
from python_checks.faults.rewrites import later, moved


@rows
def nothing(scene: Scene, fault: Injection) -> None:
    """The same input again."""


@rows
def environment(scene: Scene, fault: Injection) -> None:
    """Variables of the environment, such as the time zone of the session."""
    scene.environment |= fault.arguments


@rows
def called_with(scene: Scene, fault: Injection) -> None:
    """Options of the command."""
    for name, value in fault.arguments.items():
        scene.arguments += [f"--{name}", value]


@rows
def held(scene: Scene, fault: Injection) -> None:
    """Another build of the company is running: it holds the lock."""
    file = (scene.workspace / "build" / f"{scene.company}.lock").open("w")
    fcntl.flock(file, fcntl.LOCK_EX)
    file.write("process 4711, started 2026-06-30 08:00:00 UTC")
    file.flush()
    scene.held.append(file)


@rows
def leftovers(scene: Scene, fault: Injection) -> None:
    """What a killed build left behind: half a release, half a symlink, a stale lock file."""
    releases = scene.workspace / "releases" / scene.company
    (releases / ".tmp-2026-06-30-half/published").mkdir(parents=True)
    (releases / ".tmp-2026-06-30-half/published/account_health_v1.parquet").write_bytes(b"PAR1 half")
    (releases / ".tmp-current").symlink_to("2026-06-30-half")
    (scene.workspace / "build" / f"{scene.company}.lock").write_text("process 1, started long ago", encoding="utf-8")


@rows
def killed(scene: Scene, fault: Injection) -> None:
    """The build is killed some time after words appear in what it says."""
    scene.disturbance |= {"kill_when": fault.arguments["when"], "kill_delay": float(fault.arguments.get("delay", "0"))}
    later_events(scene, fault)


@rows
def disk_full(scene: Scene, fault: Injection) -> None:
    """No file may grow beyond some megabytes."""
    scene.disturbance |= {"file_limit": int(float(fault.arguments["megabytes"]) * 1_000_000)}
    later_events(scene, fault)


@rows
def build_file_gone(scene: Scene, fault: Injection) -> None:
    """Somebody deleted the build file."""
    (scene.workspace / "build" / f"{scene.company}.duckdb").unlink()


@rows
def later_events(scene: Scene, fault: Injection) -> None:
    """Events from before the as-of date that were landed after the last build."""
    grid = scene.grid("usage.events")
    last = max(row["occurred_at"] for row in grid.rows)[:10]
    for row in scene.random.sample(grid.rows, int(fault.arguments.get("rows", "40"))):
        day = moved(last, timedelta(days=-int(fault.arguments.get("days", "3"))))
        grid.rows.append(row | {grid.key: f"{row[grid.key].strip()}-LATE", "occurred_at": f"{day}T09:00:00Z", "loaded_at": f"{last}T23:00:00Z"})


@rows
def stale_behind_future(scene: Scene, fault: Injection) -> None:
    """The table stopped arriving, and one row from the far future makes it look fresh."""
    later(scene, fault)
    grid = scene.grid(fault.table)
    grid.rows.append(grid.rows[0] | {grid.key: "FUTURE-1", fault.column: "2031-01-01T00:00:00Z"})


@rows
def corrected_events(scene: Scene, fault: Injection) -> None:
    """Old events come once more under their keys with another day, loaded later."""
    grid = scene.grid("usage.events")
    last = max(row["occurred_at"] for row in grid.rows)[:10]
    for row in scene.random.sample(grid.rows, int(fault.arguments.get("rows", "40"))):
        grid.rows.append(row | {"occurred_at": moved(row["occurred_at"], timedelta(days=-1)), "loaded_at": f"{last}T23:00:00Z"})


@rows
def moved_in_time(scene: Scene, fault: Injection) -> None:
    """The whole company lives at another time: every day moves so that the as-of date is `to`; 'today' says no as-of date at all."""
    target = datetime.now(UTC).date() if fault.arguments["to"] == "today" else datetime.fromisoformat(fault.arguments["to"]).date()
    days = target - AS_OF
    for path in sorted(scene.landing.glob("*/*.csv")):
        grid = scene.grid(f"{path.parent.name}.{path.stem}")
        for row in grid.rows:
            row.update({name: moved(value, days) for name, value in row.items() if name.endswith(("_at", "_on", "valid_from", "valid_to"))})
    path = scene.landing / "landing.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8")) | {"as_of_date": str(target)}
    if fault.arguments["to"] == "today":
        del content["as_of_date"]
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
