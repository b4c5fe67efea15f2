#!/usr/bin/env python3
"""The command line of `highs` around the native HiGHS inside SciPy (1.15 or later).

A measuring aid for machines without the command: WATTBIT_HIGHS=benchmarks/scipy-highs.py npm run bench -- native-ratio
SciPy keeps these bindings private, so that a later one may not have them; nothing but measurements uses this.
"""

import argparse
import sys
import time

from scipy.optimize._highspy import _core


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("model_file", nargs="?")
    for name in ("options_file", "solution_file", "read_basis_file"):
        parser.add_argument(f"--{name}")
    given = parser.parse_args()
    started = time.process_time()
    highs = _core._Highs()
    for path, read in ((given.options_file, highs.readOptions), (given.model_file, highs.readModel)):
        if path and read(path) == _core.HighsStatus.kError:
            return 1
    if given.read_basis_file and highs.readBasis(given.read_basis_file) == _core.HighsStatus.kError:
        return 1
    highs.run()
    if given.solution_file:
        highs.writeSolution(given.solution_file, 0)
    print(f"CPU seconds without loading Python: {time.process_time() - started:.6f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
