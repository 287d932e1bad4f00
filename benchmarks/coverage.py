"""Simulate how often the interval of a tally holds the share that its cases are drawn from.

    python benchmarks/coverage.py

Cases are drawn with a fixed seed: each has the outcome with a chance that is known, alone or together with the others
of its cluster, and some have it open. The interval covers what is open and chance together, so that it is to hold the
chance at least as often as it says. Printed is how often it does, over 2,000 samples each.
"""

from collections import Counter
from random import Random

from ckm_mo.tallies.bounds import Contribution, bounds
from ckm_mo.tallies.intervals import SamplingDesign, design_effect

SAMPLES = 2_000
CASES = 40
CHANCES = (0.05, 0.2, 0.5)
OPEN = (0.0, 0.1, 0.3)
ALONE, CLUSTERED = 1, 4
"""How many cases of a cluster are alike."""


def covered(draw: Random, chance: float, openness: float, alike: int, *, told: bool) -> bool:
    """Draw a sample, and tell whether its interval holds the chance.

    Args:
        draw: What draws.
        chance: That a case has the outcome.
        openness: The chance that this is open.
        alike: How many cases of a cluster are alike.
        told: Whether the interval is told of the clusters.
    """
    contributions: Counter[Contribution] = Counter()
    for _ in range(CASES // alike):
        so = draw.random() < chance
        for _ in range(alike):
            is_open = draw.random() < openness
            with_outcome, without = 0 if so or is_open else None, 0 if not so or is_open else None
            contributions[Contribution(with_outcome, without, None)] += 1
    weight = design_effect([(alike, alike)] * (CASES // alike)) if told else 1.0
    interval = bounds(contributions, SamplingDesign(), weight=weight).interval
    return interval is not None and interval[0] <= chance <= interval[1]


def main() -> None:
    """Print a table of how often the interval holds the chance."""
    print(f"{'cases':<28}{'open':>6}" + "".join(f"{chance:>9.0%}" for chance in CHANCES))
    kinds = {
        "each alone": (ALONE, False),
        "four alike, not told": (CLUSTERED, False),
        "four alike, with --cluster": (CLUSTERED, True),
    }
    for what, (alike, told) in kinds.items():
        for openness in OPEN:
            found = []
            for chance in CHANCES:
                draw = Random(1)  # noqa: S311 - nothing is kept secret with it
                found.append(sum(covered(draw, chance, openness, alike, told=told) for _ in range(SAMPLES)) / SAMPLES)
            print(f"{what:<28}{openness:>6.0%}" + "".join(f"{each:>9.1%}" for each in found))


if __name__ == "__main__":
    main()
