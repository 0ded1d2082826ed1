import { z } from 'zod';
import { defineOperation } from '../../operations/operation.ts';
import { deleted, goneNotes } from '../shared/gone.ts';
import { path } from '../shared/path.ts';
import { parseAs } from '../shared/schema.ts';
import { factsOf, nameOf, setting, settingId } from './schemas.ts';

export const deleteSms = defineOperation({
  id: 'jframework.sms.delete',
  title: 'Delete an SMS setting',
  summary: 'Removes an SMS setting from the brand.',
  risk: 'destructive',
  repeatable: true,
  subject: 'id',

  input: z.object({ id: settingId }),
  positional: ['id'],

  confirm: ({ id }) => ({
    headline: 'Delete this SMS setting?',
    facts: { Id: { code: id } },
    warning:
      'If it is the default, the brand sends no SMS until another setting becomes the default. This cannot be undone.',
    button: 'Delete',
  }),

  async preview({ input: { id }, call }) {
    const found = parseAs(setting, await call({ method: 'GET', path: path`app-integrations/sms/${id}` }));
    return { Setting: nameOf(found), Description: found.description, ...factsOf(found) };
  },

  request: ({ id }) => ({ method: 'DELETE', path: path`app-integrations/sms/${id}` }),

  response: deleted,

  present: (answer, { id }) => ({
    headline: 'SMS setting deleted',
    facts: { Id: { code: id } },
    notes: goneNotes('JFramework', answer),
    next: [{ operation: 'jframework.sms.list', label: 'List SMS settings', input: {} }],
  }),

  examples: [{ id: 'sApKpllz4sAplsmzha' }],
});
