"""Print what is decided in the published cases under each reading of silence.

The cases are not a sample, and not the study's: see README.md beside this file.
"""

from pathlib import Path

from ckm_mo import Reading, Tally, read_table

HERE = Path(__file__).parent


def main() -> None:
    """Tally each coder's table twice, and print a line for each tally."""
    for path in sorted(HERE.glob("published_cases_*.csv")):
        cases = read_table(path)
        for reading in Reading:
            tally = Tally.of(cases, reading=reading)
            print(
                f"{path.name}  {reading:<6}  {tally.decided} decided, {tally.undecided} undecided, "
                f"{tally.outside['yes']} outside, {tally.rests_on_silence:>2} rest on silence"
            )


if __name__ == "__main__":
    main()
