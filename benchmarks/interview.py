"""Count the questions of an interview, beside codebook order and the fewest that any order could do with.

    python benchmarks/interview.py

Complete cases: all 128 combinations of the seven variables, each counted once.
The fewest are found by exhaustive search: the best question in each of the 2,187
states, worked out backwards from those in which the verdict is decided.

Real cases: the published ones, with their unknowns, until the verdict is decided
or nothing that matters is left to ask. An answer that stays open counts as a
question. Here the fewest are those of the best order for these very cases, which
nobody could know beforehand.
"""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from statistics import mean

from ckm_mo import Reading, read_table
from ckm_mo.classification import INPUTS, options
from ckm_mo.cli.interview import Interview

EXAMPLES = Path(__file__).parents[1] / "examples"

Order = Callable[[tuple[str, ...]], str]
"""What to ask first, of the questions that are left."""

State = tuple[str, ...]
"""The answers to the seven; empty where nothing was asked yet."""

NOTHING: State = ("",) * len(INPUTS)


@cache
def left(state: State, reading: Reading) -> tuple[str, ...]:
    """List what is left to ask, in the order of the interview."""
    steps = tuple((key, answer) for key, answer in zip(INPUTS, state, strict=True) if answer)
    return Interview(reading=reading, steps=steps).open_questions


def answered(state: State, key: str, answer: str) -> State:
    """Answer one of the seven."""
    place = INPUTS.index(key)
    return (*state[:place], answer, *state[place + 1 :])


def count(case: State, reading: Reading, order: Order) -> int:
    """Count the questions until nothing is left to ask about a case."""
    state = NOTHING
    while keys := left(state, reading):
        key = order(keys)
        state = answered(state, key, case[INPUTS.index(key)])
    return len(INPUTS) - state.count("")


def fewest(cases: Sequence[State], reading: Reading) -> float:
    """Find the fewest questions that any order needs for these cases, on average."""
    found: dict[State, float] = {}

    def search(state: State, alive: Sequence[State]) -> float:
        if state not in found:
            found[state] = min((1 + after(state, alive, key) for key in left(state, reading)), default=0)
        return found[state]

    def after(state: State, alive: Sequence[State], key: str) -> float:
        parts: dict[str, list[State]] = {}
        for case in alive:
            parts.setdefault(case[INPUTS.index(key)], []).append(case)
        each = ((len(part), search(answered(state, key, answer), part)) for answer, part in parts.items())
        return sum(cases * questions for cases, questions in each) / len(alive)

    return search(NOTHING, cases)


def row(name: str, cases: Sequence[State], reading: Reading) -> str:
    """Count for some cases, and write a row of the table."""
    counts = {
        "interview": [count(case, reading, lambda keys: keys[0]) for case in cases],
        "codebook": [count(case, reading, lambda keys: min(keys, key=INPUTS.index)) for case in cases],
    }
    means = {order: mean(each) for order, each in counts.items()}
    optimum = fewest(cases, reading)
    above = 100 * (means["interview"] / optimum - 1)
    cells = [name, f"{len(cases)}", f"{means['interview']:.3f}", f"{max(counts['interview'])}"]
    cells += [f"{means['codebook']:.3f}", f"{max(counts['codebook'])}", f"{optimum:.3f}", f"{above:.1f}%"]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the table."""
    print("| cases | n | interview, mean | worst | codebook order, mean | worst | fewest, mean | above it |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    print(row("all complete", list(product(*map(options, INPUTS))), Reading.OPEN))
    for coder, reading in product((1, 2), Reading):
        cases = read_table(EXAMPLES / f"published_cases_coder{coder}.csv")
        answers = [tuple(str(case[key]) for key in INPUTS) for case in cases]
        print(row(f"published, coder {coder}, {reading} reading", answers, reading))


if __name__ == "__main__":
    main()
