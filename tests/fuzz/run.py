"""Look for bytes that break a target of `targets`.

    python tests/fuzz/run.py TARGET [--runs NUMBER | --seconds NUMBER] [--seed NUMBER]

Takes the extra `fuzz`. Begins with the corpus in the repository, and adds nothing to it: what breaks a target is
written to the folder it is run in as `crash-...`, and belongs in the corpus once it is mended.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

import atheris

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

with atheris.instrument_imports(include=["ckm_mo"]):
    from fuzz.targets import TARGETS


def main(given: Sequence[str]) -> None:
    """Run a target, so often or so long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--runs", type=int, default=-1)
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(given)
    libfuzzer = [
        *(f"-runs={options.runs}", f"-max_total_time={options.seconds}", f"-seed={options.seed}"),
        *("-timeout=20", "-rss_limit_mb=2048", "-max_len=4096", "-print_final_stats=1"),
        *(f"-dict={HERE / 'words.dict'}", mkdtemp(), str(HERE / "corpus" / options.target)),
    ]
    atheris.Setup([sys.argv[0], *libfuzzer], TARGETS[options.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
