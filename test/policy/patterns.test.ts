import { expect, it } from 'vitest';
import { expand } from '../../src/policy/patterns.ts';

const IDS = ['pmp.lead.get', 'pmp.lead.delete', 'pmp.customer.get', 'jumptech.note.add'];

it.each([
  ['pmp.lead.get', ['pmp.lead.get']],
  ['pmp.*.get', ['pmp.lead.get', 'pmp.customer.get']],
  ['*.*.add', ['jumptech.note.add']],
  ['pmp.**', ['pmp.lead.get', 'pmp.lead.delete', 'pmp.customer.get']],
  ['**', IDS],
  ['pmp.lead.*', ['pmp.lead.get', 'pmp.lead.delete']],
])('%s stands for its operations', (pattern, ids) => expect(expand(pattern, IDS)).toEqual(ids));

it.each(['pmp', 'pmp.lead', 'pmp.*', '*', 'pmp.lead.get.*', 'pmp.lead.get.**', 'pmp.lead.get.now', 'pmp.**.get', ''])(
  '%j stands for nothing: no pattern reaches further than it says',
  (pattern) => expect(expand(pattern, IDS)).toEqual([]),
);
