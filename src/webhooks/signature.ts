import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** How far the time stamp of a delivery may be from our clock, to both sides. */
export const MAX_SKEW_SECONDS = 5 * 60;
const LONGEST_HEADER = 4_096;

interface Signature {
  /** Seconds since 1970, as written: it is part of what is signed. */
  stamp: string;
  /** SHA-256 in hexadecimal, lower case. One of them must fit. */
  macs: readonly string[];
}

/** Reads `t=<unix>,v1=<hex>`: in any order, with spaces, several `v1`, and parts that nobody here knows. */
export function parseSignature(header: string): Signature | undefined {
  if (header.length > LONGEST_HEADER) return undefined;
  const stamps: string[] = [];
  const macs: string[] = [];
  for (const part of header.split(/[,;]/)) {
    const [name = '', value = ''] = part.split(/=(.*)/s).map((one) => one.trim());
    if (name.toLowerCase() === 't') stamps.push(value);
    if (name.toLowerCase() === 'v1') macs.push(value.toLowerCase());
  }
  const [stamp = ''] = stamps;
  if (stamps.length !== 1 || !/^\d{1,12}$/.test(stamp)) return undefined;
  const usable = macs.filter((mac) => /^[0-9a-f]{64}$/.test(mac));
  return usable.length > 0 ? { stamp, macs: usable } : undefined;
}

/** The HMAC-SHA256 of `<stamp>.<body>`. */
const macOf = (secret: string, stamp: string, body: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${stamp}.`).update(body).digest();

export type SignatureCheck = { is: 'good'; mac: string } | { is: 'missing' | 'old' | 'wrong' };

/** Checks the signature of a raw body. Every secret is tried against every signature, so that time says nothing of which fits. */
export function checkSignature(
  header: string,
  body: Uint8Array,
  secrets: readonly string[],
  nowMs: number,
): SignatureCheck {
  const signature = parseSignature(header);
  if (!signature) return { is: 'missing' };
  if (Math.abs(nowMs / 1000 - Number(signature.stamp)) > MAX_SKEW_SECONDS) return { is: 'old' };
  let mac: string | undefined;
  for (const secret of secrets) {
    const expected = macOf(secret, signature.stamp, body);
    for (const given of signature.macs)
      if (timingSafeEqual(expected, Buffer.from(given, 'hex'))) mac = expected.toString('hex');
  }
  return mac === undefined ? { is: 'wrong' } : { is: 'good', mac };
}

/** SHA-256 in hexadecimal. */
export const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
