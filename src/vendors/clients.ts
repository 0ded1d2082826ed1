import type { VendorSettings } from '../config.ts';
import type { FileSource } from '../operations/files.ts';
import { createJframeworkClient } from './jframework/client.ts';
import { createJumptechClient } from './jumptech/client.ts';
import { createParticlespaceClient } from './particlespace/client.ts';
import { createPmpClient } from './pmp/client.ts';
import type { WireLimits } from './shared/http.ts';
import type { VendorClient } from './shared/vendor-client.ts';
import { createTelecomxClient } from './telecomx/client.ts';

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
