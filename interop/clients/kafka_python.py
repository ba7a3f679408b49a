#!/usr/bin/python3
"""Drives Debian's python3-kafka (kafka-python)."""
import argparse
import json
import os
import sys
import time

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient, NewPartitions, NewTopic

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness.records import PARTITIONS, Record, Summary, read_all  # noqa: E402


def produce(args):
    producer = KafkaProducer(
        bootstrap_servers=args.bootstrap,
        acks="all",
        compression_type=None if args.codec == "none" else args.codec,
        linger_ms=20,
        batch_size=256 * 1024,
        max_request_size=1_048_576,
        buffer_memory=64 << 20,
        retries=3,
    )
    failures = []
    for record in read_all(args.corpus):
        producer.send(args.topic, value=record.value, key=record.key, headers=record.headers,
                      partition=record.partition, timestamp_ms=record.timestamp).add_errback(failures.append)
    producer.flush()
    producer.close()
    if failures:
        raise SystemExit(f"{len(failures)} records failed, the first with {failures[0]!r}")


def read(args):
    consumer = _consumer(args)
    if args.group:
        consumer.subscribe([args.topic])
    else:
        partitions = [TopicPartition(args.topic, number) for number in range(PARTITIONS)]
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
    summary = Summary()
    while summary.count < args.count:
        for messages in consumer.poll(timeout_ms=1000).values():
            for message in messages:
                summary.add(_record(message), message.offset)
    consumer.close()
    print(json.dumps(summary.as_json()))


def resume(args):
    """Reads a part and commits it; a second member of the group must get the rest and nothing twice."""
    total = Summary()
    for limit in (args.count // 2, args.count):
        consumer = _consumer(args, max_poll_records=100)
        consumer.subscribe([args.topic])
        while total.count < limit:
            for messages in consumer.poll(timeout_ms=1000).values():
                for message in messages:
                    total.add(_record(message), message.offset)
        consumer.commit()
        consumer.close(autocommit=False)
    print(json.dumps(total.as_json()))


def times(args):
    """The offset of each partition's n-th timestamp must be n."""
    consumer = _consumer(args)
    wanted, due, counts = {}, {}, [0] * PARTITIONS
    for index, record in enumerate(read_all(args.corpus)):
        partition = TopicPartition(args.topic, record.partition)
        if index % 101 == record.partition:
            wanted[partition], due[partition] = record.timestamp, counts[record.partition]
        counts[record.partition] += 1
    found = {partition: entry.offset for partition, entry in consumer.offsets_for_times(wanted).items()}
    assert found == due, (found, due)
    ends = consumer.end_offsets(list(wanted))
    assert all(ends[partition] == counts[partition.partition] for partition in wanted), ends
    consumer.close()


def administer(args):
    """Partitions are added, and settings altered by the old AlterConfigs, which replaces all of a topic's own."""
    admin = KafkaAdminClient(bootstrap_servers=args.bootstrap)
    admin.create_topics([NewTopic(args.topic, 1, 1, topic_configs={"segment.bytes": "2097152"})], timeout_ms=30_000)
    admin.create_partitions({args.topic: NewPartitions(4)}, timeout_ms=30_000)
    admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, args.topic, {"retention.ms": "123456"})])
    deadline = time.monotonic() + 30
    while True:
        partitions = len(admin.describe_topics([args.topic])[0]["partitions"])
        shown = _settings(admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, args.topic)]))
        if (partitions, shown["retention.ms"], shown["segment.bytes"]) == (4, "123456", "1073741824"):
            break
        assert time.monotonic() < deadline, (partitions, shown)
        time.sleep(0.2)
    assert args.topic in admin.list_topics()
    admin.delete_topics([args.topic], timeout_ms=30_000)
    admin.close()


def _settings(responses):
    """Name and value of every entry; kafka-python gives one response, or a list with one."""
    response = responses[0] if isinstance(responses, list) else responses
    return {entry[0]: entry[1] for entry in response.resources[0][4]}


def delete(args):
    admin = KafkaAdminClient(bootstrap_servers=args.bootstrap)
    admin.delete_topics([args.topic], timeout_ms=30_000)
    admin.close()


def _consumer(args, **settings):
    return KafkaConsumer(
        bootstrap_servers=args.bootstrap,
        group_id=args.group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        check_crcs=True,
        **settings,
    )


def _record(message):
    return Record(message.partition, message.timestamp, message.key, message.headers, message.value)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("verb", choices=["produce", "read", "resume", "times", "administer", "delete"])
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--topic", required=True)
    parser.add_argument("--codec", default="none")
    parser.add_argument("--corpus")
    parser.add_argument("--count", type=int)
    parser.add_argument("--group")
    args = parser.parse_args()
    globals()[args.verb](args)


main()
