"""The command line of each foreign client, run as a process with a deadline."""
import json
import os
import re
import signal
import subprocess
import time

HERE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "clients")
COMMANDS = {
    "kcat": ["/usr/bin/python3", os.path.join(HERE, "kcat.py")],
    "kafka-python": ["/usr/bin/python3", os.path.join(HERE, "kafka_python.py")],
    "confluent-kafka": ["/usr/bin/python3", os.path.join(HERE, "confluent.py")],
    "kafkajs": ["node", os.path.join(HERE, "kafkajs", "client.js")],
}
NAMES = list(COMMANDS)
SETS_TIMESTAMPS = [name for name in NAMES if name != "kcat"]
ASSIGNS = [name for name in NAMES if name != "kafkajs"]  # kafkajs reads in groups only


class Failed(Exception):
    """A client did not do what was asked: its exit code, its last words, or its deadline."""


class Runner:
    def __init__(self, bootstrap, deadline_seconds):
        self.bootstrap, self.deadline_seconds = bootstrap, deadline_seconds

    def run(self, client, verb, topic, **options):
        """Runs one verb to its end and returns what it printed as JSON, or None."""
        command = [*COMMANDS[client], verb, "--bootstrap", self.bootstrap, "--topic", topic]
        for name, value in options.items():
            if value is not None:
                command += [f"--{name}", str(value)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            out, err = process.communicate(timeout=self.deadline_seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # its own session: the client and what it started
            _, err = process.communicate()
            raise Failed(f"not done within {self.deadline_seconds} s: {_last_words(err)}") from None
        if process.returncode:
            raise Failed(f"exit {process.returncode}: {_last_words(err)}")
        return json.loads(out) if out.strip() else None


def _last_words(err):
    lines = [line for line in err.decode(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r"Error[:(]|Exception|ended|was due", line)]
    return (errors or lines or ["(silent)"])[-1][:300]


def now_ms():
    return int(time.time() * 1000)
