import type { Actor } from '../journal/intent.ts';
import { vendors } from '../operations/catalog.ts';
import type { Operation } from '../operations/operation.ts';
import type { Vendor } from '../operations/vendor.ts';
import type { Place, Policy } from '../policy/policy.ts';
import type { Clients } from '../vendors/clients.ts';

interface Parts {
  clients: Clients;
  policy: Policy;
}

const narrowed = new WeakMap<Vendor, WeakMap<readonly Operation[], Vendor>>();

/** The vendor with only these of its operations; the same object for the same array. */
function narrow(vendor: Vendor, operations: readonly Operation[]): Vendor {
  if (operations === vendor.operations) return vendor;
  const known = narrowed.get(vendor) ?? new WeakMap<readonly Operation[], Vendor>();
  narrowed.set(vendor, known);
  const part = known.get(operations) ?? { ...vendor, operations };
  known.set(operations, part);
  return part;
}

/**
 * A vendor with only what this person may run here, perhaps after approval; the same object for all who may run the
 * same. Rejects when that cannot be checked.
 */
export const permittedOf = async ({ policy }: Parts, vendor: Vendor, actor: Actor, place: Place): Promise<Vendor> =>
  narrow(vendor, await policy.visible(actor, vendor.operations, place));

/** All vendors that are connected and hold something for this person. */
export async function permitted(parts: Parts, actor: Actor, place: Place): Promise<Vendor[]> {
  const connected = vendors.filter(({ id }) => parts.clients[id]);
  const seen = await Promise.all(connected.map((vendor) => permittedOf(parts, vendor, actor, place)));
  return seen.filter(({ operations }) => operations.length > 0);
}

export const NOTHING = 'There is nothing here that you may run. The administrator of the bot decides who may do what.';

/**
 * Decides if somebody may use the bot here at all, help included. `why`: the sentence for a person who may not. Rejects
 * when that cannot be checked.
 */
export async function admission(
  parts: Parts,
  actor: Actor,
  place: Place,
): Promise<{ ok: true; vendors: Vendor[] } | { ok: false; why: string }> {
  const excluded = await parts.policy.exclusionOf(actor);
  if (excluded !== undefined) return { ok: false, why: excluded };
  const seen = await permitted(parts, actor, place);
  // A bot with no vendor connected yet still answers its members.
  const isUnconnected = vendors.every(({ id }) => !parts.clients[id]);
  return seen.length > 0 || isUnconnected ? { ok: true, vendors: seen } : { ok: false, why: NOTHING };
}
