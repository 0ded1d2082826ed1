import { checkSignature, hashOf } from './signature.ts';

/** What is needed to let in the deliveries of one hook; plain data, which can go to another thread. */
export interface HookGate {
  name: string;
  secrets: readonly string[];
  /** The header that carries the signature, in lower case. */
  signatureHeader: string;
  /** The header that names a delivery, in lower case. Absent: the sender has none. */
  deliveryHeader?: string;
  /**
   * For how long an equal body is taken for a repetition, where it has no id: a script may well say the same every night.
   * Absent: for ever, since the sender puts a time into each body.
   */
  equalForMs?: number;
}

/** A delivery that is signed, before it is known whether it is new. */
export interface HookDelivery {
  hook: string;
  /** The same for every repetition of this delivery: the sender's id, or a hash of the raw body. */
  delivery: string;
  /** After so long the same `delivery` is a new one. Absent: never. */
  equalForMs?: number;
  /** The same for this very signature only. */
  mac: string;
  body: string;
}

export type HookVerdict = { is: 'signed'; delivery: HookDelivery } | { is: 'refused'; why: string };

/** For people who set up a sender: one sentence for every reason, so that it helps nobody to guess. */
export const UNSIGNED = 'The signature is missing, wrong, or more than five minutes old.';

const REASONS = {
  missing: 'it has no signature that can be read',
  old: 'its time stamp is more than five minutes from the time here',
  wrong: 'its signature is wrong',
} as const;

const PLAIN_ID = /^[\x21-\x7e]{1,200}$/;

/** An id of the sender's, whatever is in it, as a key. */
const idKey = (id: string): string => `id:${PLAIN_ID.test(id) ? id : hashOf(id)}`;

/** Text as both databases can hold it. */
const textOf = (body: Buffer): string => body.toString('utf8').replaceAll('\0', '\uFFFD');

/** Decides whether a request to a hook is let in. `header` gives '' for a header that is not sent exactly once. */
export function examine(gate: HookGate, header: (name: string) => string, body: Buffer, nowMs: number): HookVerdict {
  const checked = checkSignature(header(gate.signatureHeader), body, gate.secrets, nowMs);
  if (checked.is !== 'good') return { is: 'refused', why: REASONS[checked.is] };
  const id = gate.deliveryHeader ? header(gate.deliveryHeader).trim() : '';
  const common = { hook: gate.name, mac: checked.mac, body: textOf(body) };
  if (id) return { is: 'signed', delivery: { ...common, delivery: idKey(id) } };
  const { equalForMs } = gate;
  return {
    is: 'signed',
    delivery: { ...common, delivery: `body:${hashOf(body)}`, ...(equalForMs === undefined ? {} : { equalForMs }) },
  };
}
