"""A side of the bench as a program: reads a command a line and answers each with a line, as the
native side does (bench/src/main.rs)."""

import sys
import time

import numpy as np


def serve(open_problem, version):
    """Answers until there are no more commands.

    A problem has its works as methods, and `result()`: the numbers that the last one gave. A work
    that gets something ready first returns how many seconds the rest of it took.
    """
    problem = None
    for line in sys.stdin:
        match line.split():
            case ["open", kind, precision, file]:
                problem = open_problem(kind, precision, np.fromfile(file, dtype="<f8"))
                answer = "ok"
            case ["time", work, units]:
                answer = " ".join(str(1e3 * seconds(getattr(problem, work))) for _ in range(int(units)))
            case ["result"]:
                answer = " ".join(map(repr, problem.result()))
            case ["version"]:
                answer = version
            case _:
                answer = f"not understood: {line}"
        print(answer, flush=True)


def seconds(work):
    """How long a work takes."""
    began = time.perf_counter()
    took = work()
    return took or time.perf_counter() - began
