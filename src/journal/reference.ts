import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a reference survives being read out. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A random reference like `BH-7K3Q9F`, one of about a thousand million; uniqueness is for the database to judge. */
export const newReference = (kind = 'BH'): string =>
  `${kind}-${Array.from(randomBytes(6), (byte) => alphabet.charAt(byte & 31)).join('')}`;

/** What a person typed, as the reference it was copied from: any case, O for 0, I or L for 1. */
export const asReference = (text: string): string =>
  `BH-${text.trim().toUpperCase().replace(/^BH-/, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')}`;
