"""Print coercion in the recruitment beside coercion in the exploitation, with bounds.

Attempts are left out of the exploitation, and of the shift. The cases are no
sample, and not the study's: see README.md beside this file.

    python compare_periods.py [TABLE]
"""

import sys
from pathlib import Path

from ckm_mo import Period, Tally, read_table

TABLE = Path(__file__).with_name("published_cases_coder1.csv")


def main() -> None:
    """Print the bounds of each outcome in both periods, and what is known of the shift."""
    cases = read_table(sys.argv[1] if len(sys.argv) > 1 else TABLE)
    for period in Period:
        tally = Tally.of(cases, period=period)
        outcomes = ", ".join(
            f"{outcome} {bounds.count} to {bounds.at_most}" for outcome, bounds in tally.dimensions["coercion"].items()
        )
        print(f"{period:<12}  of {tally.n}: {outcomes}")
    shift = Tally.of(cases).shift or {}
    known = {pair: count for pair, count in shift.items() if "open" not in pair}
    print(f"of {sum(shift.values())} cases, {sum(known.values())} have it known in both periods:", end=" ")
    print(", ".join(f"{one} to {other} {count}" for (one, other), count in known.items() if count) or "none")


if __name__ == "__main__":
    main()
