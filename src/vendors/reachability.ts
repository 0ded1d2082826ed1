import { got } from 'got';
import type { VendorSettings } from '../config.ts';

const WITHIN_MS = 2_000;

/** `failing`: answered, but with a server error. `silent`: no HTTP answer in time. */
export type Reachability = 'answers' | 'failing' | 'silent';

/** Asks whether a vendor answers at all right now. Never throws. */
export type Reach = (vendorId: string) => Promise<Reachability>;

/** Sends one HEAD request to an address, with no key: any answer proves that somebody is there. */
async function ask(address: string, withinMs: number): Promise<Reachability> {
  try {
    const { statusCode } = await got.head(address, {
      timeout: { request: withinMs },
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
    });
    // 501 and 505 are about HEAD, not about the vendor.
    return statusCode >= 500 && ![501, 505].includes(statusCode) ? 'failing' : 'answers';
  } catch {
    return 'silent';
  }
}

const addressIn = (settings: object = {}): string | undefined =>
  Object.entries(settings).find(([name]) => name.endsWith('_BASE_URL'))?.[1];

/** Reads the addresses from the settings; a vendor without settings counts as silent. */
export function createReach(vendors: VendorSettings, withinMs = WITHIN_MS): Reach {
  const addresses = new Map(Object.entries(vendors).map(([id, settings]) => [id, addressIn(settings)]));
  return async (vendorId) => {
    const address = addresses.get(vendorId);
    return address === undefined ? 'silent' : ask(address, withinMs);
  };
}
