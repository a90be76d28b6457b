#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs tests/api/test_*.py against one running instance: one line a file, and "N passed, N failed" at the end.

  run.py [-k PATTERN]... [-v] [-j N] [FILE]...     a pattern matches anywhere in file.Class.test; -v prints every test;
                                                   -j N shares the files among N processes, each with its instance
VISIONCRM_BIN names another binary; VISIONCRM_KEEP=1 keeps the folder of an instance whose logs hold errors.
"""

import argparse
import multiprocessing
import signal
import sys
import time
import traceback
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import harness  # noqa: E402


def report(kind, error, trace):
    """Where in the tests it happened, innermost last, and what; the whole story for what is no failed expectation."""
    if not issubclass(kind, AssertionError):
        return "".join(traceback.format_exception(kind, error, trace))
    frames = [frame for frame in traceback.extract_tb(trace) if Path(frame.filename).name.startswith("test_")]
    places = "".join(f"  {Path(frame.filename).name}:{frame.lineno}: {frame.line}\n" for frame in frames)
    return f"{places}  {error}\n"


class Result(unittest.TestResult):
    """Counts tests, not assertions: a test whose parts fail in five places is one failed test with five reports."""

    def __init__(self, verbose):
        super().__init__()
        self.verbose, self.passed, self.failed, self.reports = verbose, 0, set(), []

    def startTest(self, test):
        super().startTest(test)
        self.current_failed = False
        self.started = time.monotonic()

    def stopTest(self, test):
        super().stopTest(test)
        if self.verbose:
            mark = "FAIL" if self.current_failed else "ok"
            print(f"  {mark:4} {test.id()} ({time.monotonic() - self.started:.2f} s)", flush=True)

    def note(self, test, error):
        self.current_failed = True
        self.failed.add(getattr(test, "test_case", test).id())
        self.reports.append((str(test), report(*error)))

    def addSuccess(self, test):
        if not self.current_failed:
            self.passed += 1

    def addError(self, test, err):
        self.note(test, err)

    def addFailure(self, test, err):
        self.note(test, err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.note(subtest, err)


def each_test(suite):
    for entry in suite:
        if isinstance(entry, unittest.TestSuite):
            yield from each_test(entry)
        else:
            yield entry


def chosen(suite, patterns):
    tests = [test for test in each_test(suite) if not patterns or any(pattern in test.id() for pattern in patterns)]
    return unittest.TestSuite(tests)


def run_file(path, options):
    """Passed and failed of one file."""
    result, began = Result(options.verbose), time.monotonic()
    suite = chosen(unittest.defaultTestLoader.loadTestsFromName(path.stem), options.k)
    if suite.countTestCases() == 0:
        return 0, 0
    suite.run(result)
    skipped = f", {len(result.skipped)} skipped" if result.skipped else ""
    lines = [f"FAILED {name}\n{report}" for name, report in result.reports]
    lines.append(f"{path.stem}: {result.passed} passed, {len(result.failed)} failed{skipped} ({time.monotonic() - began:.1f} s)")
    lines += [f"  skipped {test.id()}: {reason}" for test, reason in result.skipped]
    print("\n".join(lines), flush=True)
    return result.passed, len(result.failed)


def end_when_told():
    """TERM is what Ctrl+C is: no instance is left running."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def run_files(paths, options):
    """Passed and failed of the files that `paths` yields; an alarm in a log is one more that failed."""
    passed = failed = 0
    alarms = []
    try:
        for path in paths:
            file_passed, file_failed = run_file(path, options)
            passed, failed = passed + file_passed, failed + file_failed
            alarms += harness.stop_all(keep=harness.shared() if harness.shared.cache_info().currsize else None)
    finally:
        alarms += harness.stop_all()
    for alarm in alarms:
        print(f"LOG {alarm}", flush=True)
    return passed, failed + bool(alarms)


def run_lane(lane, paths, taken, counts, options):
    """One process of several: takes the next file that none has taken."""

    def rest():
        while True:
            with taken.get_lock():
                index = taken.value
                taken.value += 1
            if index >= len(paths):
                return
            yield paths[index]

    end_when_told()
    harness.take_lane(lane, options.j)
    counts.put(run_files(rest(), options))


def run_lanes(paths, options):
    """What the processes counted together; one that ends without an answer has failed."""
    harness.certificate()
    taken, counts = multiprocessing.Value("i", 0), multiprocessing.SimpleQueue()
    lanes = [multiprocessing.Process(target=run_lane, args=(lane, paths, taken, counts, options)) for lane in range(options.j)]
    for lane in lanes:
        lane.start()
    try:
        for lane in lanes:
            lane.join()
    except KeyboardInterrupt:
        for lane in lanes:
            lane.terminate()
            lane.join()
        raise
    answers = []
    while not counts.empty():
        answers.append(counts.get())
    return sum(passed for passed, _ in answers), sum(failed for _, failed in answers) + len(lanes) - len(answers)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-k", action="append", default=[], metavar="PATTERN")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("-j", type=int, default=1, metavar="N")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    end_when_told()
    paths = options.files or sorted(HERE.glob("test_*.py"))
    if options.j > 1:
        paths = sorted(paths, key=lambda path: -path.stat().st_size)  # what takes long is not to begin last
    passed, failed = run_lanes(paths, options) if options.j > 1 else run_files(paths, options)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
