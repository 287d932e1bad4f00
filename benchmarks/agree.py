"""Time `agree` on two coders' tables beside `krippendorff` and `statsmodels`, called for each variable.

    python benchmarks/agree.py [ROWS] [--kind sampled|distinct]

`sampled` draws rows from the published cases; `distinct` changes answers at
random, so that hardly two rows are alike. The second coder gives another answer
in one cell of ten. The packages get the answers of one level (as coded) as
columns that are in memory; `agree` reads both files, works out both levels, the
lines and the profiles, with intervals. They must agree on kappa and alpha.
"""

import argparse
import csv
import random
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import krippendorff
import numpy as np
from statsmodels.stats.inter_rater import cohens_kappa

from ckm_mo import read_table
from ckm_mo.agreement.codings import Codings
from ckm_mo.agreement.levels import Agreement, agree
from ckm_mo.codebook import CODED, EXPLOITATION_BEGAN, NOT_CODED, VARIABLE, Role, takes

PUBLISHED = Path(__file__).parents[1] / "examples" / "published_cases_coder1.csv"
CHANGED = 0.1


def published() -> list[dict[str, str]]:
    """Read the rows of the published cases."""
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def changed(row: dict[str, str], draw: random.Random, share: float) -> dict[str, str]:
    """Give other answers in some cells, such as never contradict: no means is given a definite value."""
    new = dict(row)
    for key in row:
        variable = VARIABLE[key]
        if draw.random() < share and variable.role is not Role.IDENTIFIER and variable is not EXPLOITATION_BEGAN:
            values = [value.key for value in takes(variable)]
            new[key] = draw.choice(values[len(variable.values) :] if variable.role is Role.MEANS else values)
    return new


def rows(number: int, kind: str) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Draw what two coders made of each case."""
    draw = random.Random(1)  # noqa: S311 - nothing is kept secret with it
    cases = published()
    for place in range(number):
        one = draw.choice(cases) | {"case_id": f"case-{place}"}
        one = changed(one, draw, 0.3) if kind == "distinct" else one
        yield one, changed(one, draw, CHANGED)


def write(folder: Path, number: int, kind: str) -> list[str]:
    """Write both coders' tables."""
    paths = [folder / "coder1.csv", folder / "coder2.csv"]
    with paths[0].open("w", encoding="utf-8", newline="") as one, paths[1].open("w", encoding="utf-8") as other:
        writers = [csv.DictWriter(stream, [*published()[0]], lineterminator="\n") for stream in (one, other)]
        for writer in writers:
            writer.writeheader()
        for pair in rows(number, kind):
            for writer, row in zip(writers, pair, strict=True):
                writer.writerow(row)
    return [*map(str, paths)]


def columns(codings: Codings) -> dict[str, list[list[str]]]:
    """Lay out the answers as the packages want them: for each variable, those of each coder."""
    coders = codings.cases.values()
    return {
        variable.key: [[str(cases[each][variable.key]) for each in codings.matched] for cases in coders]
        for variable in CODED
    }


def packages(answers: dict[str, list[list[str]]]) -> dict[str, tuple[float, float]]:
    """Work out kappa and alpha of each variable with the packages."""
    found = {}
    for key, both in answers.items():
        values = [value.key for value in takes(VARIABLE[key]) if value.key != NOT_CODED]
        values += sorted({each for of in both for each in of} - {*values, NOT_CODED})
        codes = {value: place for place, value in enumerate(values)}
        grid = np.array([[codes.get(each, np.nan) for each in of] for of in both])
        paired = ~np.isnan(grid).any(axis=0)
        if len(np.unique(grid[:, paired])) < 2:  # noqa: PLR2004 - what they cannot do
            continue
        table = np.zeros((len(codes), len(codes)))
        np.add.at(table, tuple(grid[:, paired].astype(int)), 1)
        kappa = cohens_kappa(table, return_results=False)
        alpha = krippendorff.alpha(grid, level_of_measurement="nominal", value_domain=list(range(len(codes))))
        found[key] = float(kappa), float(alpha)
    return found


def check(agreement: Agreement, found: dict[str, tuple[float, float]]) -> None:
    """Hold the figures to those of the packages."""
    for key, (kappa, alpha) in found.items():
        ours = agreement.coded[key]
        if not np.allclose(np.array([ours.kappa, ours.alpha], dtype=float), (kappa, alpha), atol=1e-9):
            raise SystemExit(f"{key}: {ours.kappa, ours.alpha} is not {kappa, alpha}")


def main() -> None:
    """Time all, and show seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--kind", choices=["sampled", "distinct"], default="sampled")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        paths = write(Path(folder), options.rows, options.kind)
        begun = time.perf_counter()
        command = [sys.executable, "-m", "ckm_mo", "agree", *paths, "--format", "json", "-o", f"{folder}/out.json"]
        subprocess.run(command, check=True)  # noqa: S603 - this program, and files that were just made
        print(f"{time.perf_counter() - begun:7.2f} s  ckm-mo agree, whole command")
        codings = Codings.of({path: read_table(path) for path in paths})
        begun = time.perf_counter()
        agreement = agree(codings)
        print(f"{time.perf_counter() - begun:7.2f} s  agree() of cases in memory: two levels, lines, profiles")
        answers = columns(codings)
        begun = time.perf_counter()
        found = packages(answers)
        print(f"{time.perf_counter() - begun:7.2f} s  krippendorff and statsmodels, of columns in memory: one level")
        check(agreement, found)


if __name__ == "__main__":
    main()
