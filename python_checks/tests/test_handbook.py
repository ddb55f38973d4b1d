"""The committed handbook says what the seeds say."""

import shutil
from pathlib import Path

from python_checks.handbook.page import HANDBOOK, REMEDY, handbook
from python_checks.project import ROOT, read_rows


def test_the_committed_handbook_is_what_the_seeds_say() -> None:
    assert (ROOT / HANDBOOK).read_text(encoding="utf-8") == handbook(), f"{HANDBOOK} differs from the seeds: {REMEDY}"


def test_every_measure_factor_and_version_is_in_it() -> None:
    text = handbook()
    assert [row["measure_key"] for row in read_rows(ROOT / "seeds/scoring/measures.csv") if f"(`{row['measure_key']}`)" not in text] == []
    assert [row["factor_name"] for row in read_rows(ROOT / "seeds/scoring/factors.csv") if f"### {row['factor_name']}" not in text] == []
    assert [row["change_note"] for row in read_rows(ROOT / "seeds/scoring/scoring_models.csv") if row["change_note"] not in text] == []


def test_another_number_in_a_seed_is_another_number_in_the_handbook(tmp_path: Path) -> None:
    for part in ("seeds/scoring", "models/published", "models/governance", "models/intermediate/measures"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "dbt_project.yml", tmp_path)
    assert handbook(tmp_path) == handbook()
    weights = tmp_path / "seeds/scoring/factor_weights.csv"
    weights.write_text(weights.read_text(encoding="utf-8").replace("2026.1,enterprise,market,0.05", "2026.1,enterprise,market,0.0525"), encoding="utf-8")
    bands = tmp_path / "seeds/scoring/health_bands.csv"
    bands.write_text(bands.read_text(encoding="utf-8").replace("2026.2,critical,1,0,40", "2026.2,critical,1,0,41.5"), encoding="utf-8")
    changed = set(handbook(tmp_path).splitlines()) - set(handbook().splitlines())
    assert any("5.25 %" in line for line in changed)
    assert any("41.5" in line for line in changed)
