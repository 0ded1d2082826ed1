import fc from 'fast-check';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { jumptechSettings } from '../../../src/vendors/jumptech/settings.ts';
import { performing, withoutNetwork } from '../../support/vendor-replay.ts';
import { BASE, done, KEY, operation, PATH, PROJECT, settings } from './support.ts';

withoutNetwork();

const read = (names: Record<string, string>) =>
  jumptechSettings.safeParse({ JUMPTECH_BASE_URL: BASE, JUMPTECH_API_KEY: KEY, ...names });

describe('the body of a note call', () => {
  it('can be another one, without a change of code', async () => {
    const run = performing(
      settings({ JUMPTECH_NOTE_ADD_BODY: '{"log":{"entries":["{{text}}!"],"kind":1,"by":null}}' }),
    );
    nock(BASE)
      .post(PATH, (body) => JSON.stringify(body) === '{"log":{"entries":["Gate code 4711!"],"kind":1,"by":null}}')
      .query(true)
      .reply(200, done);
    expect((await run(operation('note.add'), { projectId: PROJECT, text: 'Gate code 4711' })).outcome.state).toBe(
      'succeeded',
    );
  });

  it('takes any text as it is, whatever it looks like', () => {
    const template = jumptechSettings.parse({
      JUMPTECH_BASE_URL: BASE,
      JUMPTECH_API_KEY: KEY,
    }).JUMPTECH_NOTE_UPDATE_BODY;
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, noteId) => {
        expect(JSON.parse(JSON.stringify(template({ text, noteId })))).toEqual({ notes: [{ id: noteId, note: text }] });
      }),
      {
        examples: [
          ['", "delegate": "demo', '{{text}}'],
          ['$& $1 {{noteId}} {{constructor}}', '"}]}'],
        ],
      },
    );
  });

  it.each([
    ['{"notes":', ['must be a JSON object']],
    ['["{{text}}"]', ['must be a JSON object']],
    ['"{{text}}"', ['must be a JSON object']],
    ['{"note":"hello"}', ['must hold {{text}} in one of its values']],
    ['{"note":"{{ text }}"}', ['must hold {{text}} in one of its values']],
    ['{"{{text}}":"note"}', ['must hold {{text}} in one of its values']],
    ['{"note":"{{text}}","id":"{{noteId}}"}', ['has no use for {{noteId}}']],
    ['{"note":"{{txt}}"}', ['must hold {{text}} in one of its values', 'has no use for {{txt}}']],
    ['{"note":"{{text}}","x":"{{constructor}}"}', ['has no use for {{constructor}}']],
    ['{"delegate":"{{text}}"}', ['must not hold "delegate", which hands the project over']],
    ['{"note":"{{text}}","subTenantId":"x"}', ['must not hold "subTenantId", which hands the project over']],
  ])('%s is refused at the start, and says why', (template, messages) => {
    const { error } = read({ JUMPTECH_NOTE_ADD_BODY: template });
    expect(error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual(
      messages.map((message) => `JUMPTECH_NOTE_ADD_BODY ${message}`),
    );
  });

  it('of a change must name the note as well', () => {
    expect(read({ JUMPTECH_NOTE_UPDATE_BODY: '{"note":"{{text}}"}' }).error?.issues).toMatchObject([
      { message: 'must hold {{noteId}} in one of its values' },
    ]);
  });
});
