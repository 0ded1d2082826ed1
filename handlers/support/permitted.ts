import { vendors } from '../../src/catalog.ts';
import type { Actor } from '../../src/intent.ts';
import type { Vendor } from '../../src/operation.ts';
import type { Desk } from './desk.ts';

/** A vendor with only what this person may run here, perhaps after approval. Rejects when that cannot be checked. */
export async function permittedOf(desk: Desk, vendor: Vendor, actor: Actor, channel?: string): Promise<Vendor> {
  const operations = await desk.policy.visible(actor, vendor.operations, channel ? { channel } : {});
  return { ...vendor, operations };
}

/** All vendors that are connected and hold something for this person. */
export async function permitted(desk: Desk, actor: Actor, channel?: string): Promise<Vendor[]> {
  const connected = vendors.filter(({ id }) => desk.clients[id]);
  const seen = await Promise.all(connected.map((vendor) => permittedOf(desk, vendor, actor, channel)));
  return seen.filter(({ operations }) => operations.length > 0);
}
