import type { Vendor } from '../operations/vendor.ts';
import { jframework } from './jframework/index.ts';
import { jumptech } from './jumptech/index.ts';
import { particlespace } from './particlespace/index.ts';
import { pmp } from './pmp/index.ts';
import { telecomx } from './telecomx/index.ts';

/** Every vendor, in the order people see them. No other file names one. */
export const vendors: readonly Vendor[] = [jumptech, pmp, particlespace, jframework, telecomx];
