import type { VendorSettings } from '../../../src/config.ts';
import type { Operation } from '../../../src/operations/operation.ts';
import { jumptech } from '../../../src/vendors/jumptech/index.ts';
import { jumptechSettings } from '../../../src/vendors/jumptech/settings.ts';

export const BASE = 'https://api.staging.jumptech.co.uk';
export const KEY = 'KEY-4711';
export const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
export const SUB_TENANT = '935ebf1c-24e9-46ad-bba2-f50a19ab12d7';
export const PATH = `/projects/updateProject/${PROJECT}`;

/** The settings of a site, read the way the bot reads them. */
export const settings = (more: Record<string, string> = {}): VendorSettings => ({
  jumptech: jumptechSettings.parse({ JUMPTECH_BASE_URL: BASE, JUMPTECH_API_KEY: KEY, ...more }),
});

/** An operation by the words behind the vendor: `note.add`. */
export function operation(words: string): Operation {
  const found = jumptech.operations.find(({ id }) => id === `jumptech.${words}`);
  if (!found) throw new Error(`There is no operation "${words}".`);
  return found;
}

/** The success of the vendor's own document. */
export const done = { statusCode: 200, body: `"${PROJECT}"`, headers: { 'Access-Control-Allow-Origin': '*' } };

/** An input of each operation, with whether it may be sent twice. */
export const intents: [words: string, input: Record<string, string>, repeatable: boolean][] = [
  ['project.update', { projectId: PROJECT, phoneNumber: '0123456789' }, true],
  ['note.update', { projectId: PROJECT, noteId: 'NOTE-ID', text: 'x' }, true],
  ['note.add', { projectId: PROJECT, text: 'x' }, false],
  ['project.delegate', { projectId: PROJECT, delegate: 'demo' }, false],
  ['project.delegate-subtenant', { projectId: PROJECT, subTenantId: SUB_TENANT }, false],
];
