import type { VendorSettings } from './config.ts';
import type { WireLimits } from './http.ts';
import type { VendorClient } from './vendor-client.ts';
import { createJumptechClient } from './vendors/jumptech/client.ts';
import { createParticlespaceClient } from './vendors/particlespace/client.ts';
import { createPmpClient } from './vendors/pmp/client.ts';

/** A client for each vendor that is on, by vendor id. */
export type Clients = Readonly<Partial<Record<string, VendorClient>>>;

/** The one place that knows which client belongs to which vendor. */
export function createClients(settings: VendorSettings, limits: WireLimits): Clients {
  const { jumptech, pmp, particlespace } = settings;
  return {
    ...(jumptech ? { jumptech: createJumptechClient(jumptech, limits) } : {}),
    ...(pmp ? { pmp: createPmpClient(pmp, limits) } : {}),
    ...(particlespace ? { particlespace: createParticlespaceClient(particlespace, limits) } : {}),
  };
}
