import type { Vendor } from '../../operations/operation.ts';
import { addNote } from './add-note.ts';
import { delegateProject } from './delegate-project.ts';
import { delegateSubtenantProject } from './delegate-subtenant-project.ts';
import { updateNote } from './update-note.ts';
import { updateProject } from './update-project.ts';

export const jumptech: Vendor = {
  id: 'jumptech',
  name: 'Jumptech',
  summary: 'Notes, fields and delegation of installation projects',
  operations: [addNote, updateNote, updateProject, delegateProject, delegateSubtenantProject],
};
