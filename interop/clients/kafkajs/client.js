#!/usr/bin/env node
'use strict';
// Drives kafkajs with gzip (built in) and snappy, lz4 and zstd from npm packages without native code.
const { parseArgs } = require('util');
const { Kafka, logLevel, CompressionCodecs, CompressionTypes } = require('kafkajs');
const { readAll, Summary } = require('./records');

const BATCH_BYTES = 400_000; // per send and partition: kafkajs makes one batch of it, and a batch has a largest size
const BATCH_RECORDS = 2_000;

const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    bootstrap: { type: 'string' },
    topic: { type: 'string' },
    codec: { type: 'string', default: 'none' },
    corpus: { type: 'string' },
    count: { type: 'string' },
    group: { type: 'string' },
  },
});

/**
 * lz4js marks its frames as of dependent blocks, which no broker takes. A batch is smaller than its 4 MiB blocks, so the
 * only block depends on nothing: set the flag, and the header's checksum that belongs to it.
 */
function independent(frame) {
  frame[4] = 0x60;
  frame[5] = 0x70;
  frame[6] = 0x73;
  return frame;
}

async function registerCodecs() {
  CompressionCodecs[CompressionTypes.Snappy] = require('kafkajs-snappy');
  const lz4 = require('lz4js');
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: async (encoder) => independent(Buffer.from(lz4.compress(encoder.buffer))),
    decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
  });
  const zstd = require('@bokuweb/zstd-wasm');
  await zstd.init();
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: async (encoder) => Buffer.from(zstd.compress(encoder.buffer, 3)),
    decompress: async (buffer) => Buffer.from(zstd.decompress(buffer)),
  });
}

const CODECS = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};

function kafka() {
  return new Kafka({ clientId: 'leat-interop', brokers: [args.bootstrap], logLevel: logLevel.ERROR });
}

async function produce() {
  const producer = kafka().producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  let messages = [];
  let bytes = 0;
  const send = async () => {
    if (messages.length) await producer.send({ topic: args.topic, compression: CODECS[args.codec], messages, acks: -1 });
    messages = [];
    bytes = 0;
  };
  for await (const record of readAll(args.corpus)) {
    if (messages.length === BATCH_RECORDS || bytes + record.value.length > BATCH_BYTES) await send();
    bytes += record.value.length;
    messages.push({
      partition: record.partition,
      key: record.key,
      value: record.value,
      timestamp: String(record.timestamp),
      headers: headersOf(record),
    });
  }
  await send();
  await producer.disconnect();
}

/** kafkajs takes repeated names as one name with an array of values. */
function headersOf(record) {
  const headers = {};
  for (const [name, value] of record.headers) {
    headers[name] = name in headers ? [].concat(headers[name], [value]) : value;
  }
  return headers;
}

/** Its reader groups repeated names as well; in the corpus they follow one another, so no order is lost. */
function headersFrom(headers) {
  return Object.entries(headers || {}).flatMap(([name, value]) => [].concat(value).map((one) => [name, one]));
}

/** Reads in the group until `limit` records were seen in all, then commits them and leaves. */
async function readUntil(limit, summary) {
  const consumer = kafka().consumer({ groupId: args.group, maxWaitTimeInMs: 200, sessionTimeout: 30_000 });
  await consumer.connect();
  await consumer.subscribe({ topics: [args.topic], fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async ({ batch, resolveOffset }) => {
        if (summary.count >= limit) return;
        try {
          for (const message of batch.messages) {
            const { timestamp, key, headers, value } = message;
            summary.add(
              { partition: batch.partition, timestamp: Number(timestamp), key, headers: headersFrom(headers), value },
              Number(message.offset),
            );
          }
          resolveOffset(batch.lastOffset());
          const offset = String(Number(batch.messages[batch.messages.length - 1].offset) + 1);
          if (positionals[0] === 'resume') {
            await consumer.commitOffsets([{ topic: args.topic, partition: batch.partition, offset }]);
          }
        } catch (error) {
          reject(error);
        }
        if (summary.count >= limit) resolve();
      },
    }).catch(reject);
  });
  await consumer.disconnect();
}

async function read() {
  const summary = new Summary();
  await readUntil(Number(args.count), summary);
  console.log(JSON.stringify(summary.asJson()));
}

async function resume() {
  const summary = new Summary();
  await readUntil(Math.floor(Number(args.count) / 2), summary);
  await readUntil(Number(args.count), summary);
  console.log(JSON.stringify(summary.asJson()));
}

const verbs = { produce, read, resume };
registerCodecs()
  .then(() => verbs[positionals[0]]())
  .then(() => process.exit(0))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
