import type { Facts } from '../operations/card.ts';
import { plainValue } from './values.ts';

/** The facts that say something, as text. */
export const factTexts = (facts: Facts): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([label, value]) => {
      const text = plainValue(value);
      return text === '' ? [] : [[label, text]];
    }),
  );
