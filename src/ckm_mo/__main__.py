"""Run the command line: `python -m ckm_mo`."""

import sys

from ckm_mo.cli.running import main

if __name__ == "__main__":
    sys.exit(main())
