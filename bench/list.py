"""Measure the list of chats and a long conversation in a browser: 300 chats, 10,000 messages in one of them.

Its smoke run is one of the stories (`e2e/playwright.config.ts`): the browser does the work, in `e2e/benches`.
"""

from browser import run_browser_bench

AIMS = {"letter_ms": 8, "typing_elsewhere_ms": 4, "longest_task_ms": 50, "heap_mb": 100}


if __name__ == "__main__":
    run_browser_bench("list", AIMS)
