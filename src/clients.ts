import type { VendorSettings } from './config.ts';
import type { FileSource } from './files.ts';
import type { WireLimits } from './http.ts';
import type { VendorClient } from './vendor-client.ts';
import { createJframeworkClient } from './vendors/jframework/client.ts';
import { createJumptechClient } from './vendors/jumptech/client.ts';
import { createParticlespaceClient } from './vendors/particlespace/client.ts';
import { createPmpClient } from './vendors/pmp/client.ts';
import { createTelecomxClient } from './vendors/telecomx/client.ts';

/** A client for each vendor that is on, by vendor id. */
export type Clients = Readonly<Partial<Record<string, VendorClient>>>;

/** The one place that knows which client belongs to which vendor. `files` is where they get files from, if at all. */
export function createClients(settings: VendorSettings, limits: WireLimits, files?: FileSource): Clients {
  const { jumptech, pmp, particlespace, jframework, telecomx } = settings;
  return {
    ...(jumptech ? { jumptech: createJumptechClient(jumptech, limits) } : {}),
    ...(pmp ? { pmp: createPmpClient(pmp, limits, files) } : {}),
    ...(particlespace ? { particlespace: createParticlespaceClient(particlespace, limits) } : {}),
    ...(jframework ? { jframework: createJframeworkClient(jframework, limits) } : {}),
    ...(telecomx ? { telecomx: createTelecomxClient(telecomx, limits) } : {}),
  };
}
