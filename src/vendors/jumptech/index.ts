import type { Vendor } from '../../operation.ts';
import { addNote } from './add-note.ts';

export const jumptech: Vendor = {
  id: 'jumptech',
  name: 'Jumptech',
  summary: 'Installation projects: notes, fields and delegation',
  operations: [addNote],
};
