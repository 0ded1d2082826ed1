import type { VendorSettings } from '../config.ts';
import type { ClientParts } from '../operations/vendor.ts';
import { vendors } from './index.ts';
import type { VendorClient } from './shared/adapter.ts';

/** A client for each vendor that is on, by vendor id. */
export type Clients = Readonly<Partial<Record<string, VendorClient>>>;

/** Loads and makes the clients of the vendors that have settings. */
export async function createClients(settings: VendorSettings, parts: ClientParts): Promise<Clients> {
  const made = vendors.map(async ({ id, createClient }) => {
    const own = settings[id];
    return own ? [[id, await createClient(own, parts)] as const] : [];
  });
  return Object.fromEntries((await Promise.all(made)).flat());
}
