import { z } from 'zod';
import { defineOperation, type Operation } from '../../src/operations/operation.ts';
import { pmp } from '../../src/vendors/pmp/index.ts';
import { path } from '../../src/vendors/shared/path.ts';

/** Loaded before the bot: makes its operations 1,000, by resources that look like one of PMP's. */
const TOTAL = 1_000;
const REAL = 51;
const VERBS = ['search', 'list', 'get', 'check', 'count'];

const word = (index: number): string => `thing${String.fromCharCode(97 + (index % 26))}${Math.floor(index / 26)}`;

const synthetic = (index: number): Operation => {
  const input = z.object({ key: z.string().min(1) });
  return defineOperation({
    id: `pmp.${word(Math.floor(index / VERBS.length))}.${VERBS[index % VERBS.length]}`,
    title: `Look up thing ${index}`,
    summary: `Finds thing ${index} by its name.`,
    risk: 'read',
    repeatable: true,
    input,
    positional: ['key'],
    request: ({ key }) => ({ method: 'GET', path: path`api/things/search/${key}` }),
    response: z.unknown(),
    present: () => ({ headline: 'Found' }),
    examples: [{ key: 'acme' }],
  }) as Operation;
};

const operations = pmp.operations as Operation[];
for (let index = 0; index < TOTAL - REAL; index += 1) operations.push(synthetic(index));
