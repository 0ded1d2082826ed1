import { describe, expect, it } from 'vitest';
import { startJumptech } from '../../../sandbox/vendors/index.ts';
import { SAMPLE_NOTE_ID, SAMPLE_PROJECT_ID, SUB_TENANTS } from '../../../sandbox/vendors/jumptech/index.ts';
import { jumptechSettings } from '../../../src/vendors/jumptech/settings.ts';
import { running } from '../../sandbox/vendors/support.ts';
import { performing } from '../../support/vendor-replay.ts';
import { operation } from './support.ts';

const simulator = running(startJumptech);
const projectId = SAMPLE_PROJECT_ID;
const [subTenantId = ''] = Object.keys(SUB_TENANTS);

const perform = (words: string, input: Record<string, unknown>, timeoutMs?: number) =>
  performing({ jumptech: jumptechSettings.parse(simulator().env) }, timeoutMs)(operation(words), {
    projectId,
    ...input,
  });
const written = () =>
  simulator()
    .books()
    .map(({ detail }) => detail);

describe('against the simulated vendor', () => {
  it.each([
    ['note.add', { text: 'Says "5 pm" & <more>\n100% sure' }, { note: 'Says "5 pm" & <more>\n100% sure' }],
    ['note.update', { noteId: SAMPLE_NOTE_ID, text: 'Afternoon' }, { before: expect.any(String), note: 'Afternoon' }],
    [
      'project.update',
      { phoneNumber: '0123456789', firstName: 'Zoë' },
      { after: { phoneNumber: '0123456789', firstName: 'Zoë' } },
    ],
    ['project.delegate', { delegate: 'north-installs' }, { to: 'north-installs' }],
    ['project.delegate-subtenant', { subTenantId }, { to: subTenantId }],
  ])('%s is carried out, once', async (words, input, detail) => {
    expect((await perform(words, input)).outcome).toMatchObject({ state: 'succeeded' });
    expect(written()).toMatchObject([{ projectId, ...detail }]);
  });

  it.each([
    [
      'note.update',
      { noteId: 'NOTE-ID', text: 'x' },
      'Jumptech refused: There is no note with that id on this project.',
    ],
    ['project.delegate', { delegate: 'strangers' }, 'Jumptech refused: The tenant is not linked to yours.'],
    [
      'note.add',
      { projectId: '11111111-1111-4111-8111-111111111111', text: 'x' },
      'Jumptech has no project 11111111…1111. Check the id.',
    ],
  ])('%s with %j is refused in its words', async (words, input, message) => {
    expect((await perform(words, input)).outcome).toMatchObject({ state: 'refused', failure: { message } });
    expect(written()).toEqual([]);
  });

  it('a note whose answer is lost is in doubt, and written once', async () => {
    for (const position of ['drops_answer', 'cuts_off'] as const) {
      simulator().reset();
      simulator().setSwitch(position);
      const { outcome } = await perform('note.add', { text: 'x' }, 5_000);
      expect(outcome, position).toMatchObject({ state: 'unknown', failure: { outcomeUnknown: true } });
      expect(written()).toHaveLength(1);
    }
  });

  it.each([
    ['rate_limited', 'failed', 'Jumptech is limiting requests.'],
    ['failing', 'unknown', 'Jumptech has a problem of its own (HTTP 500).'],
    ['lying', 'refused', 'Jumptech refused: The project could not be updated.'],
    ['html', 'unknown', 'Jumptech sent an answer that the bot does not understand.'],
    ['down', 'failed', 'Jumptech cannot be reached.'],
    ['hangs', 'unknown', 'Jumptech did not answer within 0.4 seconds.'],
  ] as const)('when the vendor is %s, a note ends as %s', async (position, state, message) => {
    simulator().setSwitch(position);
    expect((await perform('note.add', { text: 'x' }, 400)).outcome).toMatchObject({ state, failure: { message } });
    expect(written()).toEqual([]);
  });
});
