"""Faults of whole tables: columns, numbers of rows, and events between several tables."""

from python_checks.faults.catalogue import Injection
from python_checks.faults.grid import Scene
from python_checks.faults.kinds import bytes_of_files, rows


@rows
def renamed_column(scene: Scene, fault: Injection) -> None:
    """A column has another name."""
    grid = scene.grid(fault.table)
    new = fault.arguments.get("to", f"{fault.column}_new")
    grid.columns[grid.columns.index(fault.column)] = new
    for row in grid.rows:
        row[new] = row.pop(fault.column)


@rows
def dropped_column(scene: Scene, fault: Injection) -> None:
    """A column is not landed."""
    scene.grid(fault.table).columns.remove(fault.column)


@rows
def swapped_columns(scene: Scene, fault: Injection) -> None:
    """The values of two columns change places."""
    other = fault.arguments["with"]
    for row in scene.grid(fault.table).rows:
        row[fault.column], row[other] = row[other], row[fault.column]


@bytes_of_files
def extra_column(scene: Scene, fault: Injection) -> None:
    """A column that the contract does not have, with a text that must stay out of every release."""
    grid = scene.grid(fault.table)
    grid.columns.append("internal_remark")
    for row in grid.rows:
        row["internal_remark"] = "CANARY-REMARK-4711"
    scene.planted.append("CANARY-REMARK-4711")


@bytes_of_files
def columns_reversed(scene: Scene, fault: Injection) -> None:
    """The columns in another order."""
    scene.grid(fault.table).columns.reverse()


@bytes_of_files
def columns_in_capitals(scene: Scene, fault: Injection) -> None:
    """The column names in capitals."""
    grid = scene.grid(fault.table)
    grid.rows = [{name.upper(): value for name, value in row.items()} for row in grid.rows]
    grid.columns = [name.upper() for name in grid.columns]


@rows
def kept_share(scene: Scene, fault: Injection) -> None:
    """Only a share of the rows arrives, in their order."""
    grid = scene.grid(fault.table)
    kept = round(len(grid.rows) * float(fault.arguments["share"]))
    grid.rows = grid.rows[-kept:] if fault.arguments.get("which") == "last" else grid.rows[:kept]


@rows
def grown(scene: Scene, fault: Injection) -> None:
    """Rows come again under new keys: the table grows by a share."""
    grid = scene.grid(fault.table)
    count = round(len(grid.rows) * float(fault.arguments["share"]))
    grid.rows += [row | {grid.key: f"{row[grid.key].strip()}-AGAIN"} for row in grid.rows[:count]]


@rows
def shuffled(scene: Scene, fault: Injection) -> None:
    """The rows in another order."""
    scene.random.shuffle(scene.grid(fault.table).rows)


@rows
def goes_silent(scene: Scene, fault: Injection) -> None:
    """Rows of one kind stop on a day, while the rest goes on."""
    grid = scene.grid(fault.table)
    silent = grid.matching(fault.arguments["like"])
    grid.rows = [row for row in grid.rows if row[fault.column] < fault.arguments["from"] or not any(row is each for each in silent)]


@rows
def parent_cycle(scene: Scene, fault: Injection) -> None:
    """Accounts are each other's parents, in a ring of as many as `length` says."""
    ring = scene.grid("crm.accounts").rows[: int(fault.arguments["length"])]
    for child, parent in zip(ring, [*ring[1:], ring[0]], strict=True):
        child["parent_account_id"] = parent["account_id"]


@bytes_of_files
def two_connections(scene: Scene, fault: Injection) -> None:
    """Some rows came by another connection, which counts its keys from the beginning: the column source_relation tells them apart."""
    grid = scene.grid(fault.table)
    grid.columns.append("source_relation")
    half = len(grid.rows) // 2
    first = dict.fromkeys(row[grid.key] for row in grid.rows[:half])
    others = dict.fromkeys(row[grid.key] for row in grid.rows[half:] if row[grid.key] not in first)
    # A row that was landed twice stays one of one connection.
    renamed = dict(zip(others, first, strict=False))
    for row in grid.rows:
        row["source_relation"] = "second" if row[grid.key] in renamed else ""
        row[grid.key] = renamed.get(row[grid.key], row[grid.key])


@rows
def new_customer(scene: Scene, fault: Injection) -> None:
    """An account that pays and of which nothing else is known."""
    accounts, subscriptions = scene.grid("crm.accounts"), scene.grid("billing.subscriptions")
    started = fault.arguments["started_on"]
    accounts.rows.append(accounts.rows[0] | {"account_id": "ACC-7777", "account_name": "Quiet Harbour", "created_at": f"{started}T00:00:00Z"})
    paid = {"subscription_id": "SUB-7777", "account_id": "ACC-7777", "started_on": started, "ended_on": "", "status": "active", "updated_at": ""}
    subscriptions.rows.append(subscriptions.matching("ended_on:empty")[0] | paid)


@rows
def subscriptions_end(scene: Scene, fault: Injection) -> None:
    """An account stops paying on a day."""
    for row in scene.grid("billing.subscriptions").rows:
        if row["account_id"].strip().upper() == fault.arguments["account"]:
            row.update(ended_on=fault.arguments["on"], status="cancelled")


@rows
def comes_back(scene: Scene, fault: Injection) -> None:
    """An account stopped paying and pays again, after a gap."""
    grid = scene.grid("billing.subscriptions")
    mine = [row for row in grid.rows if row["account_id"].strip().upper() == fault.arguments["account"]]
    for row in mine:
        row.update(ended_on=fault.arguments["left_on"], status="cancelled", renews_on="")
    back = {"subscription_id": "SUB-BACK", "started_on": fault.arguments["back_on"], "ended_on": "", "status": "active", "updated_at": "", "renews_on": ""}
    grid.rows.append(mine[0] | back)
