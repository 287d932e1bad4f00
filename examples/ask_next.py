"""List the questions that are worth taking to the sources of undecided cases.

For each question: in how many undecided cases its answer may still change the
outcome, and how many it would decide whatever the answer is. The cases are no
sample, and not the study's: see README.md beside this file.

    python ask_next.py [TABLE]
"""

import sys
from collections import Counter
from pathlib import Path

from ckm_mo import Case, classify, explain, read_table
from ckm_mo.classification import options

TABLE = Path(__file__).with_name("published_cases_coder1.csv")


def decides(case: Case, key: str) -> bool:
    """Return whether every answer to a question would leave one outcome.

    The case's other answers are taken as they are read; see `ckm_mo.explanation`.
    """
    read = {name: value for name, value in explain(case).values if value != "open"}
    return all(len(classify(Case.from_answers({**read, key: value})).outcomes) == 1 for value in options(key))


def main() -> None:
    """Print a line for each question, the most worthwhile first."""
    cases = read_table(sys.argv[1] if len(sys.argv) > 1 else TABLE)
    undecided = [case for case in cases if len(classify(case).outcomes) > 1]
    matters: Counter[str] = Counter()
    settles: Counter[str] = Counter()
    for case in undecided:
        for key in explain(case).ask:
            matters[key] += 1
            settles[key] += decides(case, key)
    print(f"{len(undecided)} of {len(cases)} cases are undecided")
    for key, count in matters.most_common():
        print(f"{key:<20}  matters in {count:>2}, would by itself decide {settles[key]:>2}")


if __name__ == "__main__":
    main()
