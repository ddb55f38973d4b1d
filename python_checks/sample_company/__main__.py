"""Write the sample company to seeds/sample."""

from pathlib import Path

from python_checks.sample_company.company import write_company

SEEDS = Path(__file__).parents[2] / "seeds" / "sample"

if __name__ == "__main__":
    for path in write_company(SEEDS):
        print(path.relative_to(SEEDS.parents[1]))
