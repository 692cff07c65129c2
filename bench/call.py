"""Measure a call in three browsers: time to join, to see a shared screen, and to rejoin after an outage of 5 seconds.

It has no smoke run: the browsers do the work, in `e2e/benches`.
"""

from browser import run_browser_bench

AIMS = {"join_ms_p50": 1_500, "rejoin_ms": 5_000}


if __name__ == "__main__":
    run_browser_bench("call", AIMS)
