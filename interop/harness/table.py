"""The table of a run: one line per client, codec and direction, printed as it comes."""
import time


class Table:
    def __init__(self):
        self.passed = self.failed = 0
        self.failures = []
        print(f"{'client':<16} {'codec':<7} {'direction':<30} {'result':<6} {'seconds':>8} {'MB/s':>7}", flush=True)

    def check(self, client, codec, direction, action, size=0):
        """Runs `action`, prints its line, and returns its result, or None if it failed."""
        start = time.monotonic()
        result, problem = None, None
        try:
            result = action()
        except Exception as failure:  # any failure of a client is a line of the table
            problem = f"{type(failure).__name__}: {failure}"
        seconds = time.monotonic() - start
        rate = f"{size / 1e6 / seconds:7.1f}" if size and not problem else " " * 7
        print(f"{client:<16} {codec:<7} {direction:<30} {'FAIL' if problem else 'ok':<6} {seconds:8.2f} {rate}",
              flush=True)
        if problem:
            self.failed += 1
            self.failures.append(f"{client} {codec} {direction}: {problem}")
            print(f"    {problem}", flush=True)
            return None
        self.passed += 1
        return True if result is None else result
