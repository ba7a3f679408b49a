#!/usr/bin/python3
"""Drives Debian's kcat: one producer process per partition (it knows one partition and one set of headers a run)."""
import argparse
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness.corpus import KEY_MARK, MARK  # noqa: E402
from harness.records import PARTITIONS, Record, Summary, read_all  # noqa: E402

FORMAT = r"%p %o %T %K %S %h\n%k%s"


def produce(args):
    processes = []
    for partition in range(PARTITIONS):
        command = ["kcat", "-P", "-q", "-b", args.bootstrap, "-t", args.topic, "-p", str(partition), "-z", args.codec,
                   "-D", MARK.decode(), "-K", KEY_MARK.decode(), "-H", "producer=kcat", "-H", f"partition={partition}",
                   "-X", "linger.ms=20", "-X", "topic.acks=all"]
        processes.append(subprocess.Popen(command, stdin=subprocess.PIPE))
    for record in read_all(args.corpus):
        pipe = processes[record.partition].stdin
        if record.key is not None:
            pipe.write(record.key + KEY_MARK)
        pipe.write(record.value + MARK)
    for process in processes:
        process.stdin.close()
    failed = [process.wait() for process in processes if process.wait() != 0]
    if failed:
        raise SystemExit(f"kcat ended with {failed}")


def read(args):
    common = ["-b", args.bootstrap, "-q", "-c", str(args.count), "-f", FORMAT, "-X", "auto.offset.reset=earliest",
              "-X", "check.crcs=true"]
    if args.group:
        command = ["kcat", "-G", args.group, *common, args.topic]
    else:
        command = ["kcat", "-C", "-t", args.topic, "-o", "beginning", *common]
    summary = Summary()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=1 << 20)
    while summary.count < args.count:
        line = process.stdout.readline()
        if not line:
            raise SystemExit(f"kcat ended after {summary.count} of {args.count} records")
        partition, offset, timestamp, key_length, value_length, headers = _head(process.stdout, line)
        key = None if key_length < 0 else process.stdout.read(key_length)
        value = process.stdout.read(max(value_length, 0))
        summary.add(Record(partition, timestamp, key, headers, value), offset)
    if process.wait() != 0:
        raise SystemExit(f"kcat ended with {process.returncode}")
    print(json.dumps(summary.as_json()))


def _head(stdout, line):
    partition, offset, timestamp, key_length, value_length, headers = line[:-1].split(b" ", 5)
    pairs = [pair.split(b"=", 1) for pair in headers.split(b",")] if headers else []
    return (int(partition), int(offset), int(timestamp), int(key_length), int(value_length),
            [(name.decode(), value) for name, value in pairs])


def metadata(args):
    """kcat -L, and -Q for the offset of a time, must name the topic, its partitions and its first offsets."""
    listing = subprocess.run(["kcat", "-L", "-J", "-b", args.bootstrap, "-t", args.topic], check=True,
                             stdout=subprocess.PIPE)
    topics = {topic["topic"]: topic for topic in json.loads(listing.stdout)["topics"]}
    partitions = topics[args.topic]["partitions"]
    assert [p["partition"] for p in sorted(partitions, key=lambda p: p["partition"])] == list(range(PARTITIONS)), topics
    assert all(p["leader"] >= 0 for p in partitions), topics
    query = subprocess.run(["kcat", "-Q", "-b", args.bootstrap, "-t", f"{args.topic}:0:0"], check=True,
                           stdout=subprocess.PIPE)
    assert query.stdout.split() == [args.topic.encode(), b"[0]", b"offset", b"0"], query.stdout


def autocreate(args):
    """Producing to a topic that is not there makes it, as auto.create.topics.enable says by default."""
    subprocess.run(["kcat", "-P", "-b", args.bootstrap, "-t", args.topic, "-X", "allow.auto.create.topics=true"],
                   input=b"first\n", check=True)
    got = subprocess.run(["kcat", "-C", "-q", "-b", args.bootstrap, "-t", args.topic, "-c", "1"], check=True,
                         stdout=subprocess.PIPE)
    assert got.stdout == b"first\n", got.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("verb", choices=["produce", "read", "metadata", "autocreate"])
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--topic", required=True)
    parser.add_argument("--codec", default="none")
    parser.add_argument("--corpus")
    parser.add_argument("--count", type=int)
    parser.add_argument("--group")
    args = parser.parse_args()
    globals()[args.verb](args)


main()
