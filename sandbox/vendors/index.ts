import { type JFrameworkOptions, startJFramework } from './jframework/index.ts';
import { startJumptech } from './jumptech/index.ts';
import { startParticleSpace } from './particlespace/index.ts';
import { type PmpOptions, startPmp } from './pmp/index.ts';
import type { VendorSimulator } from './simulator.ts';
import { startTelecomX } from './telecomx/index.ts';

export { startJFramework } from './jframework/index.ts';
export { startJumptech } from './jumptech/index.ts';
export { type ParticleSpaceSimulator, startParticleSpace } from './particlespace/index.ts';
export { startPmp } from './pmp/index.ts';
export { startTelecomX } from './telecomx/index.ts';

export interface VendorsOptions extends PmpOptions, JFrameworkOptions {
  /** Ids of the vendors wanted; all five unless told. */
  only?: readonly string[];
}

const STARTERS = {
  jumptech: startJumptech,
  pmp: startPmp,
  particlespace: startParticleSpace,
  jframework: startJFramework,
  telecomx: startTelecomX,
} satisfies Record<string, (options: VendorsOptions) => Promise<VendorSimulator>>;

/**
 * Starts the simulated vendors, each on a port of its own on the loopback, in the order of the page.
 * Throws a RangeError for an unknown id in `only`.
 */
export async function startVendors(options: VendorsOptions = {}): Promise<VendorSimulator[]> {
  const ids = Object.keys(STARTERS) as (keyof typeof STARTERS)[];
  const unknown = options.only?.find((id) => !(ids as string[]).includes(id));
  if (unknown) throw new RangeError(`There is no simulated vendor "${unknown}".`);
  const wanted = options.only ? ids.filter((id) => options.only?.includes(id)) : ids;
  return Promise.all(wanted.map((id) => STARTERS[id](options)));
}
