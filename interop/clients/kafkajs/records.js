'use strict';
// The record file and the summary of harness/records.py, for node.
const crypto = require('crypto');
const fs = require('fs');

/** Yields the records of a file; values are views that stay valid. */
async function* readAll(path) {
  let rest = Buffer.alloc(0);
  for await (const chunk of fs.createReadStream(path, { highWaterMark: 4 << 20 })) {
    rest = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    let position = 0;
    for (;;) {
      const parsed = parse(rest, position);
      if (!parsed) break;
      position = parsed.end;
      yield parsed.record;
    }
    rest = rest.subarray(position);
  }
  if (rest.length) throw new Error(`${rest.length} bytes left at the end of ${path}`);
}

/** The record at `position`, or nothing if it is not all there yet. */
function parse(buffer, position) {
  let at = position;
  const has = (bytes) => at + bytes <= buffer.length;
  const int32 = () => { const value = buffer.readInt32BE(at); at += 4; return value; };
  const bytes = (length) => { const value = buffer.subarray(at, at + length); at += length; return value; };
  if (!has(16)) return null;
  const partition = int32();
  const timestamp = Number(buffer.readBigInt64BE(at)); at += 8;
  const keyLength = int32();
  if (!has(Math.max(keyLength, 0) + 2)) return null;
  const key = keyLength < 0 ? null : bytes(keyLength);
  const headerCount = buffer.readInt16BE(at); at += 2;
  const headers = [];
  for (let i = 0; i < headerCount; i++) {
    if (!has(2)) return null;
    const nameLength = buffer.readUInt16BE(at); at += 2;
    if (!has(nameLength + 4)) return null;
    const name = bytes(nameLength).toString('utf8');
    const valueLength = int32();
    if (!has(valueLength)) return null;
    headers.push([name, bytes(valueLength)]);
  }
  if (!has(4)) return null;
  const valueLength = int32();
  if (!has(valueLength)) return null;
  return { record: { partition, timestamp, key, headers, value: bytes(valueLength) }, end: at };
}

class Seen {
  constructor(firstOffset) {
    this.first = this.next = firstOffset;
    this.content = crypto.createHash('sha256');
    this.times = crypto.createHash('sha256');
    this.earliest = this.latest = null;
  }

  add(record, offset) {
    if (offset !== this.next) {
      throw new Error(`partition ${record.partition}: offset ${offset} where ${this.next} was due`);
    }
    this.next += 1;
    const head = Buffer.alloc(8);
    head.writeBigInt64BE(BigInt(record.timestamp));
    this.times.update(head);
    this.content.update(int32(record.key === null ? -1 : record.key.length));
    if (record.key !== null) this.content.update(record.key);
    this.content.update(int16(record.headers.length));
    for (const [name, value] of record.headers) {
      const encoded = Buffer.from(name);
      this.content.update(int16(encoded.length)).update(encoded).update(int32(value.length)).update(value);
    }
    this.content.update(int32(record.value.length)).update(record.value);
    this.earliest = this.earliest === null ? record.timestamp : Math.min(this.earliest, record.timestamp);
    this.latest = this.latest === null ? record.timestamp : Math.max(this.latest, record.timestamp);
  }

  asJson() {
    return {
      first: this.first,
      count: this.next - this.first,
      content: this.content.digest('hex'),
      times: this.times.digest('hex'),
      earliest: this.earliest,
      latest: this.latest,
    };
  }
}

function int32(value) { const b = Buffer.alloc(4); b.writeInt32BE(value); return b; }
function int16(value) { const b = Buffer.alloc(2); b.writeInt16BE(value); return b; }

class Summary {
  constructor() { this.partitions = new Map(); this.count = 0; }

  add(record, offset) {
    if (!this.partitions.has(record.partition)) this.partitions.set(record.partition, new Seen(offset));
    this.partitions.get(record.partition).add(record, offset);
    this.count += 1;
  }

  asJson() {
    return Object.fromEntries([...this.partitions].sort((a, b) => a[0] - b[0]).map(([n, seen]) => [n, seen.asJson()]));
  }
}

module.exports = { readAll, Summary };
