import { randomBytes, randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { examine, type HookGate } from '../../src/webhooks/intake.ts';
import { checkSignature, MAX_SKEW_SECONDS, parseSignature } from '../../src/webhooks/signature.ts';
import { signHook } from '../support/hook-sender.ts';

const SECRET = 'a-secret-of-the-tests';
const OLD = 'the-secret-of-last-year';
const NOW = 1_700_000_000_000;
const STAMP = NOW / 1000;

const check = (header: string, body: Buffer, secrets: readonly string[] = [SECRET], now = NOW) =>
  checkSignature(header, body, secrets, now).is;

/** The same bytes with one bit of one of them changed. */
function spoilt(bytes: Buffer, at: number): Buffer {
  const other = Buffer.from(bytes);
  other[at] = (other[at] ?? 0) ^ (1 << randomInt(8));
  return other;
}

describe('the signature of a delivery', () => {
  it('is good for exactly the bytes that were signed, whatever they are', () => {
    for (let round = 0; round < 200; round++) {
      const body = randomBytes(randomInt(1, 2_000));
      const header = signHook(SECRET, body, STAMP);
      expect(check(header, body)).toBe('good');
      expect(check(header, spoilt(body, randomInt(body.length)))).toBe('wrong');
      expect(check(header, body.subarray(0, -1))).toBe('wrong');
      expect(check(header, Buffer.concat([body, randomBytes(1)]))).toBe('wrong');
    }
    expect(check(signHook(SECRET, '', STAMP), Buffer.alloc(0))).toBe('good');
  });

  it('is refused with any one of its own bytes changed', () => {
    const body = Buffer.from('{"title":"Deployed"}');
    const header = Buffer.from(signHook(SECRET, body, STAMP));
    const at = header.indexOf('v1=');
    for (let index = 0; index < header.length; index++) {
      const other = spoilt(header, index).toString('latin1');
      // Capitals are the same hexadecimal number and the same name.
      if (other.toLowerCase() === header.toString() || (index === at - 1 && other[index] === ';')) continue;
      expect(check(other, body), other).not.toBe('good');
    }
  });

  it('covers the time stamp, which may be five minutes off to both sides', () => {
    const body = Buffer.from('{}');
    for (const [seconds, is] of [
      [0, 'good'],
      [-MAX_SKEW_SECONDS, 'good'],
      [MAX_SKEW_SECONDS, 'good'],
      [-MAX_SKEW_SECONDS - 1, 'old'],
      [MAX_SKEW_SECONDS + 1, 'old'],
    ] as const) {
      expect(check(signHook(SECRET, body, STAMP + seconds), body), String(seconds)).toBe(is);
    }
    const moved = signHook(SECRET, body, STAMP - 10_000).replace(/t=\d+/, `t=${STAMP}`);
    expect(check(moved, body)).toBe('wrong');
  });

  it('may be made with either of two secrets, and with no other', () => {
    const body = Buffer.from('{}');
    expect(check(signHook(SECRET, body, STAMP), body, [SECRET, OLD])).toBe('good');
    expect(check(signHook(OLD, body, STAMP), body, [SECRET, OLD])).toBe('good');
    expect(check(signHook(OLD, body, STAMP), body, [SECRET])).toBe('wrong');
    expect(check(signHook('', body, STAMP), body, [SECRET])).toBe('wrong');
  });

  it('is read in any order, with spaces, capitals, other versions and several of one', () => {
    const body = Buffer.from('{}');
    const [t = '', v1 = ''] = signHook(SECRET, body, STAMP).split(',');
    const other = `v1=${'0'.repeat(64)}`;
    for (const header of [
      `${v1},${t}`,
      ` ${t} , ${v1} `,
      `${t}; ${v1}`,
      `T=${STAMP},V1=${v1.slice(3).toUpperCase()}`,
      `${t},v0=abc,${v1},v2=def`,
      `${t},${other},${v1}`,
      `${t},v1=zzz,${v1}`,
      `${t},${v1},`,
    ]) {
      expect(check(header, body), header).toBe('good');
    }
  });

  it.each([
    '',
    't=1700000000',
    `v1=${'0'.repeat(64)}`,
    `t=,v1=${'0'.repeat(64)}`,
    `t=1e9,v1=${'0'.repeat(64)}`,
    `t=-1700000000,v1=${'0'.repeat(64)}`,
    `t=1700000000,t=1700000001,v1=${'0'.repeat(64)}`,
    't=1700000000,v1=',
    `t=1700000000,v1=${'0'.repeat(63)}`,
    `t=1700000000,v1=${'0'.repeat(5_000)}`,
    `t=1700000000,v1=${'0'.repeat(64)}${' '.repeat(5_000)}`,
  ])('is missing where nothing can be read: %#', (header) => {
    expect(parseSignature(header)).toBeUndefined();
  });
});

describe('what names a delivery', () => {
  const gate: HookGate = {
    name: 'deploys',
    secrets: [SECRET],
    signatureHeader: 'x-bellhop-signature',
    deliveryHeader: 'x-delivery-id',
    equalForMs: 1_000,
  };
  const deliveryOf = (body: string | Buffer, id = '', stamp = STAMP, by = gate) => {
    const headers: Record<string, string> = {
      [by.signatureHeader]: signHook(SECRET, body, stamp),
      'x-delivery-id': id,
    };
    const verdict = examine(by, (name) => headers[name] ?? '', Buffer.from(body), NOW);
    if (verdict.is !== 'signed') throw new Error(verdict.why);
    return verdict.delivery;
  };

  it("is the sender's id, or else the raw body; the signature says whether it is the very same request", () => {
    expect(deliveryOf('{}', 'd-1')).toMatchObject({ delivery: 'id:d-1', body: '{}' });
    expect(deliveryOf('{}', 'd-1').equalForMs).toBeUndefined();
    expect(deliveryOf('{}').delivery).toMatch(/^body:[0-9a-f]{64}$/);
    expect(deliveryOf('{}').equalForMs).toBe(1_000);
    expect(deliveryOf('{}', '', STAMP + 1).delivery).toBe(deliveryOf('{}').delivery);
    expect(deliveryOf('{}', '', STAMP + 1).mac).not.toBe(deliveryOf('{}').mac);
    expect(deliveryOf('{} ').delivery).not.toBe(deliveryOf('{}').delivery);
  });

  it('is short whatever the id is, and no id looks like another kind of key', () => {
    expect(deliveryOf('{}', 'x'.repeat(5_000)).delivery).toMatch(/^id:[0-9a-f]{64}$/);
    expect(deliveryOf('{}', 'a b').delivery).toMatch(/^id:[0-9a-f]{64}$/);
    expect(deliveryOf('{}', 'sig:0').delivery).toBe('id:sig:0');
  });

  it('knows no id where the vendor has none', () => {
    const { deliveryHeader: _, equalForMs: __, ...vendors } = gate;
    const { delivery, equalForMs } = deliveryOf('{}', 'd-1', STAMP, vendors);
    expect(delivery).toMatch(/^body:/);
    expect(equalForMs).toBeUndefined();
  });

  it('keeps a body as text that every database can hold', () => {
    expect(deliveryOf(Buffer.from([0x61, 0, 0xff, 0x62])).body).toBe('a\uFFFD\uFFFDb');
  });
});
