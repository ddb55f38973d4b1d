"""What the handbook reads: rulebook seeds as text, vars, YAML twins. Nothing is judged here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_checks.project import ROOT, project_vars, read_rows, read_yaml

Row = dict[str, str]


class Rulebook:
    """The seeds of seeds/scoring, read once. Values stay as they are written in the files."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.vars = project_vars(root)
        self._seeds: dict[str, list[Row]] = {}

    def rows(self, seed: str, **wanted: str) -> list[Row]:
        """The rows of a seed that have the wanted values, in the order of the file."""
        if seed not in self._seeds:
            self._seeds[seed] = read_rows(self.root / "seeds" / "scoring" / f"{seed}.csv")
        return [row for row in self._seeds[seed] if all(row[column] == value for column, value in wanted.items())]

    def ranked(self, seed: str, version: str) -> list[Row]:
        """The rows of a version, first tried first."""
        return sorted(self.rows(seed, model_version=version), key=lambda row: int(row["priority"]))

    def versions(self) -> list[Row]:
        """Versions that are or were in force or are scored beside them; drafts without a date are left out. Champions come first."""
        live = [row for row in self.rows("scoring_models") if row["valid_from"] or row["shadow_from"]]
        order = {"champion": 0, "challenger": 1}
        return sorted(live, key=lambda row: (order.get(row["status"], 2), row["model_version"]))

    def version_names(self) -> list[str]:
        """Their names."""
        return [row["model_version"] for row in self.versions()]

    def default_scorecard(self, version: str) -> str:
        """The scorecard of everybody: the one whose conditions are all empty."""
        found = self.rows("scorecards", model_version=version, segment="", industry="", lifecycle_stage="")
        return found[0]["scorecard_key"]

    def weight(self, kind: str, version: str, scorecard: str, key: str) -> Decimal:
        """A `factor` or `measure` weight after fallback to the default scorecard; 0 where neither has it."""
        for asked in (scorecard, self.default_scorecard(version)):
            found = self.rows(f"{kind}_weights", **{"model_version": version, "scorecard_key": asked, f"{kind}_key": key})
            if found:
                return Decimal(found[0]["weight"])
        return Decimal(0)

    def factors(self) -> list[Row]:
        """Factors in display order."""
        return sorted(self.rows("factors"), key=lambda row: int(row["display_order"]))

    def twin(self, measure: str) -> str:
        """The description in the YAML twin of a measure's model, in one line."""
        path = next((self.root / "models" / "intermediate" / "measures").rglob(f"int_measure__{measure}.yml"))
        return one_line(read_yaml(path)["models"][0]["description"])

    def models_of(self, folder: str) -> list[dict[str, Any]]:
        """Every model that a folder of models/ describes, by name."""
        found = [model for path in (self.root / "models" / folder).rglob("*.yml") for model in read_yaml(path).get("models") or []]
        return sorted(found, key=lambda model: str(model["name"]))


def same_for(versions: Iterable[str], told: Iterable[Any]) -> list[tuple[list[str], Any]]:
    """Versions that say the same, together: [(versions, what they say)] in the order of the first of each."""
    groups: dict[str, tuple[list[str], Any]] = {}
    for version, said in zip(versions, told, strict=True):
        groups.setdefault(repr(said), ([], said))[0].append(version)
    return list(groups.values())


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Rows by the value of a column, in their order."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return dict(groups)


def number(text: str | Decimal) -> str:
    """A number without needless zeros: 0.30 is 0.3."""
    plain = f"{Decimal(text):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def percent(text: str | Decimal) -> str:
    """A share of 0-1 as people read it."""
    return f"{number(Decimal(text) * 100)} %"


def one_line(text: str) -> str:
    """A text with single blanks and no line ends."""
    return " ".join(text.split())


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell does not end it."""
    lines = [[each.replace("|", "\\|") for each in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [list(header), ["---"] * len(header), *lines])
