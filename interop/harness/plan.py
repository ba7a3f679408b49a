"""What a run does: every client writes with every codec and every client reads it; then the full size, then groups."""
import os
import uuid

from harness import clients, corpus, wire
from harness.clients import ASSIGNS, NAMES, SETS_TIMESTAMPS, Failed, now_ms

HOUR_MS = 3_600_000


class Plan:
    def __init__(self, runner, table, work, only):
        self.runner, self.table, self.work = runner, table, work
        self.clients = [name for name in NAMES if name in only]
        self.run_id = uuid.uuid4().hex[:8]
        self.started_ms = now_ms()
        self.made = {}  # corpus by path

    def cross(self, size, codecs):
        """Every client reads what every client wrote, for every codec; the broker must keep the codec."""
        for codec in codecs:
            for writer in self.clients:
                written = self._corpus(writer, size)
                topic = self._topic(f"cross-{writer}-{codec}")
                if not self._written(writer, codec, topic, written):
                    continue
                self.table.check(writer, codec, "stored as sent", lambda: self._stored_as(topic, codec))
                for reader in self.clients:
                    self._read(reader, codec, topic, written, writer, group=None if reader in ASSIGNS else topic)
                self._delete(topic)

    def full(self, size, codecs):
        """Every client writes and reads back the whole input, in a group."""
        for writer in self.clients:
            written = self._corpus(writer, size)
            for codec in codecs:
                topic = self._topic(f"full-{writer}-{codec}")
                if self._written(writer, codec, topic, written):
                    self._read(writer, codec, topic, written, writer, group=f"{topic}-readers")
                self._delete(topic)

    def questions(self, size):
        """Metadata, offsets by time, groups that commit and resume, a topic made by its first record."""
        written = self._corpus("any", size)
        topic = self._topic("questions")
        writer = next((name for name in self.clients if name in SETS_TIMESTAMPS), "confluent-kafka")
        if not self._written(writer, "none", topic, written):
            return
        if "kcat" in self.clients:
            self._ask("kcat", "metadata", topic, "metadata, offset of a time")
            self._ask("kcat", "autocreate", self._name("auto"), "topic made by its first record")
        for name in ("kafka-python", "confluent-kafka"):
            if name in self.clients:
                self._ask(name, "times", topic, "offsets by timestamp", corpus=written.path)
        if "kafka-python" in self.clients:
            self._ask("kafka-python", "administer", self._name("settings"), "partitions and settings altered")
        for name in SETS_TIMESTAMPS:
            if name in self.clients:
                self._resume(name, topic, written)
        if "kcat" in self.clients:
            self._read("kcat", "none", topic, written, writer, group=f"{topic}-kcat")
        self._delete(topic)

    def _corpus(self, writer, size):
        constant = writer == "kcat"
        path = os.path.join(self.work, f"records-{size}{'-kcat' if constant else ''}.bin")
        if path not in self.made:
            self.made[path] = corpus.make(path, size, self.started_ms - HOUR_MS, constant)
        return self.made[path]

    def _name(self, label):
        return f"interop-{self.run_id}-{label}"

    def _topic(self, label):
        topic = self._name(label)
        self._ask("confluent-kafka", "create", topic, "create topic")
        return topic

    def _delete(self, topic):
        self._ask("kafka-python", "delete", topic, "delete topic")

    def _written(self, writer, codec, topic, written):
        return self.table.check(
            writer, codec, "write",
            lambda: self.runner.run(writer, "produce", topic, codec=codec, corpus=written.path), written.size)

    def _read(self, reader, codec, topic, written, writer, group=None):
        def action():
            seen = self.runner.run(reader, "read", topic, count=written.count, group=group)
            self._same(seen, written, writer)
        direction = f"read {writer}'s" + (" in a group" if group else "")
        self.table.check(reader, codec, direction, action, written.size)

    def _resume(self, client, topic, written):
        def action():
            seen = self.runner.run(client, "resume", topic, count=written.count, group=f"{topic}-{client}")
            self._same(seen, written, client)
        self.table.check(client, "none", "group commits and resumes", action, written.size)

    def _ask(self, client, verb, topic, direction, **options):
        self.table.check(client, "-", direction, lambda: self.runner.run(client, verb, topic, **options))

    def _stored_as(self, topic, codec):
        stored = wire.stored_codec(self.runner.bootstrap, topic)
        if stored != codec:
            raise Failed(f"the broker keeps it as {stored}")

    def _same(self, seen, written, writer):
        for partition, expected in written.expected.items():
            got = seen.get(partition)
            if got is None:
                raise Failed(f"nothing of partition {partition}")
            exact = ["first", "count", "content"] + (["times"] if writer in SETS_TIMESTAMPS else [])
            for field in exact:
                if got[field] != expected[field]:
                    raise Failed(f"partition {partition}: {field} is {got[field]}, not {expected[field]}")
            times = (got["earliest"], got["latest"])
            if writer not in SETS_TIMESTAMPS and not self.started_ms <= times[0] <= times[1] <= now_ms():
                raise Failed(f"partition {partition}: times {times} are not of this run")


def run(bootstrap, work, table, sizes, codecs, only, deadline_seconds):
    (cross_size, full_size), (cross_codecs, full_codecs) = sizes, codecs
    plan = Plan(clients.Runner(bootstrap, deadline_seconds), table, work, only)
    plan.questions(cross_size)
    plan.cross(cross_size, cross_codecs)
    if full_size:
        plan.full(full_size, full_codecs)
