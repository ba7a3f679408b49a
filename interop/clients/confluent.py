#!/usr/bin/python3
"""Drives Debian's python3-confluent-kafka (librdkafka), as an idempotent producer."""
import argparse
import json
import os
import sys

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness.records import PARTITIONS, Record, Summary, read_all  # noqa: E402


def produce(args):
    producer = Producer({
        "bootstrap.servers": args.bootstrap,
        "enable.idempotence": True,
        "compression.type": args.codec,
        "linger.ms": 20,
        "queue.buffering.max.kbytes": 65536,
    })
    failures = []

    def done(error, _):
        if error:
            failures.append(error)

    for record in read_all(args.corpus):
        while True:
            try:
                producer.produce(args.topic, value=record.value, key=record.key, partition=record.partition,
                                 on_delivery=done, timestamp=record.timestamp, headers=record.headers)
                break
            except BufferError:
                producer.poll(0.1)
        producer.poll(0)
    left = producer.flush()
    if left or failures:
        raise SystemExit(f"{left} records not sent, {len(failures)} failed: {failures[:1]}")


def read(args):
    consumer = _consumer(args)
    if args.group:
        consumer.subscribe([args.topic])
    else:
        consumer.assign([TopicPartition(args.topic, number, 0) for number in range(PARTITIONS)])
    summary = Summary()
    _read(consumer, summary, args.count)
    consumer.close()
    print(json.dumps(summary.as_json()))


def resume(args):
    """Reads a part and commits it; a second member of the group must get the rest and nothing twice."""
    total = Summary()
    for limit in (args.count // 2, args.count):
        consumer = _consumer(args, {"partition.assignment.strategy": "cooperative-sticky"})
        consumer.subscribe([args.topic])
        _read(consumer, total, limit)
        consumer.commit(asynchronous=False)
        consumer.close()
    print(json.dumps(total.as_json()))


def times(args):
    """The offset of each partition's n-th timestamp must be n."""
    consumer = _consumer(args)
    wanted, due, counts = {}, {}, [0] * PARTITIONS
    for index, record in enumerate(read_all(args.corpus)):
        if index % 97 == record.partition:
            wanted[record.partition], due[record.partition] = record.timestamp, counts[record.partition]
        counts[record.partition] += 1
    answers = consumer.offsets_for_times(
        [TopicPartition(args.topic, partition, timestamp) for partition, timestamp in wanted.items()], 30)
    assert {answer.partition: answer.offset for answer in answers} == due, (answers, due)
    for partition in wanted:
        assert consumer.get_watermark_offsets(TopicPartition(args.topic, partition), 30) == (0, counts[partition])
    consumer.close()


def create(args):
    admin = AdminClient({"bootstrap.servers": args.bootstrap})
    topic = NewTopic(args.topic, num_partitions=PARTITIONS, replication_factor=1)
    for future in admin.create_topics([topic], operation_timeout=30).values():
        future.result(60)


def _consumer(args, extra=None):
    return Consumer({
        "bootstrap.servers": args.bootstrap,
        "group.id": args.group or "interop-unused",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        "check.crcs": True,
        "queued.max.messages.kbytes": 65536,
        **(extra or {}),
    })


def _read(consumer, summary, limit):
    while summary.count < limit:
        for message in consumer.consume(min(500, limit - summary.count), 1.0):
            if message.error():
                raise SystemExit(message.error())
            record = Record(message.partition(), message.timestamp()[1], message.key(), message.headers() or [],
                            message.value())
            summary.add(record, message.offset())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("verb", choices=["produce", "read", "resume", "times", "create"])
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--topic", required=True)
    parser.add_argument("--codec", default="none")
    parser.add_argument("--corpus")
    parser.add_argument("--count", type=int)
    parser.add_argument("--group")
    args = parser.parse_args()
    globals()[args.verb](args)


main()
