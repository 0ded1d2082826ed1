import { defineVendor } from '../../operations/vendor.ts';
import { addNote } from './add-note.ts';
import { advice } from './advice.ts';
import { delegateProject } from './delegate-project.ts';
import { delegateSubtenantProject } from './delegate-subtenant-project.ts';
import { jumptechSettings } from './settings.ts';
import { updateNote } from './update-note.ts';
import { updateProject } from './update-project.ts';

export const jumptech = defineVendor({
  id: 'jumptech',
  name: 'Jumptech',
  summary: 'Notes, fields and delegation of installation projects',
  operations: [addNote, updateNote, updateProject, delegateProject, delegateSubtenantProject],
  plurals: { note: 'notes', project: 'projects' },
  settings: jumptechSettings,
  advice,
  async createClient(settings, { limits }) {
    const { createJumptechClient } = await import('./client.ts');
    return createJumptechClient(settings, limits);
  },
});
