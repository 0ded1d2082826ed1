import { afterAll, beforeAll, expect, it } from 'vitest';
import { etagOf } from '../../src/engine/snapshot.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await raise();
});
afterAll(() => stage.close());

const ada = () => ({ id: stage.slack.workspace.person('ada')?.id ?? '', team: 'T0BELLHOP01' });
const channel = () => stage.slack.workspace.channel('#operations')?.id ?? '';

/** What another process writes at PMP. */
async function write(milestone: number, fields: Readonly<Record<string, unknown>>): Promise<void> {
  const { url, env } = stage.vendor('pmp');
  const headers = { authtoken: env.PMP_AUTH_TOKEN ?? '', 'content-type': 'application/json' };
  const body = JSON.stringify({ ...fields, description_visible_to_customer: '1' });
  const written = await fetch(`${url}/api/milestones/${milestone}`, { method: 'PUT', headers, body });
  expect(written.ok).toBe(true);
}

it('finishes what a dead process may have done, and can still put it back', async () => {
  await stage.type('/pmp milestone update 5 name=First');
  const reference = /BH-\w{6}/.exec(wordsIn((await stage.sees('updated')).blocks))?.[0] ?? '';
  const dead = await stage.journalOf('dead');
  const first = await dead.find(reference);
  const before = { ...first?.before, name: 'First' };

  // It had opened a form, kept what was there, written, and died before it could put the end on record.
  const { entry } = await dead.record(
    {
      key: 'form:dead',
      operation: 'pmp.milestone.update',
      input: { id: '5', name: 'Second' },
      actor: ada(),
      origin: { door: 'form', team: ada().team, channel: channel(), private: false, seen: etagOf(before) },
    },
    'accepted',
    'pmp.milestone/5',
  );
  await dead.start(entry.reference);
  expect(await dead.keepBefore(entry.reference, before)).toBe('kept');
  await write(5, { ...before, name: 'Second' });

  stage.mark();
  const told = await stage.sees(entry.reference);
  expect(wordsIn(told.blocks)).not.toMatch(/Somebody changed|nothing was sent|Nothing was changed/);
  const ended = await dead.find(entry.reference);
  expect(ended?.state).toBe('succeeded');
  expect(ended?.before).toEqual(before);
});

it('does not say that nothing was changed when what it takes over is refused', async () => {
  const dead = await stage.journalOf('dead too');
  const { entry } = await dead.record(
    {
      key: 'command:dead',
      operation: 'pmp.lead.update',
      input: { id: '999999', company: 'Nowhere' },
      actor: { id: 'U0GUEST0001', team: ada().team },
      origin: { door: 'command', team: ada().team, channel: channel(), private: false },
    },
    'accepted',
  );
  await dead.start(entry.reference);
  stage.mark('gus');
  const told = await stage.sees(entry.reference, 'gus');
  expect(wordsIn(told.blocks)).toContain('may have been done');
  expect(wordsIn(told.blocks)).not.toContain('Nothing was changed');
});

it('waits for another process that is at work on the same record, and loses nothing of what that writes', async () => {
  await stage.type('/pmp milestone update 6 name=Before');
  const reference = /BH-\w{6}/.exec(wordsIn((await stage.sees('updated')).blocks))?.[0] ?? '';
  const other = await stage.journalOf('other');
  const present = { ...(await other.find(reference))?.before, name: 'Before' };
  const { entry } = await other.record(
    {
      key: 'command:other',
      operation: 'pmp.milestone.update',
      input: { id: '6', name: 'Theirs' },
      actor: ada(),
      origin: { door: 'command', team: ada().team, channel: channel(), private: false },
    },
    'accepted',
    'pmp.milestone/6',
  );
  other.tend(entry.reference);
  const alive = setInterval(() => void other.renewLeases(), 200);
  await other.start(entry.reference);
  expect(await other.keepBefore(entry.reference, present)).toBe('kept');

  await stage.type('/pmp milestone update 6 description=Ours');
  await stage.sees('Working on it');
  await write(6, { ...present, name: 'Theirs' });
  await other.finish(entry.reference, { state: 'succeeded', card: { headline: 'Theirs' }, tookMs: 1 });
  await other.markTold(entry.reference, 'succeeded');
  clearInterval(alive);
  await stage.sees('Milestone Theirs updated');
  // The name is theirs still: the whole record that was sent was read after they had written.
  const changes = { description: { from: expect.anything(), to: 'Ours' } };
  expect(stage.vendor('pmp').books().at(-1)).toMatchObject({ detail: { changes } });
});

it('takes over two entries of one record without one waiting for the other', async () => {
  await stage.type('/pmp milestone update 7 name=Before');
  const reference = /BH-\w{6}/.exec(wordsIn((await stage.sees('updated')).blocks))?.[0] ?? '';
  const dead = await stage.journalOf('dead again');
  const present = { ...(await dead.find(reference))?.before, name: 'Before' };
  const left = async (name: string) => {
    const origin = { door: 'command' as const, team: ada().team, channel: channel(), private: false };
    const input = { id: '7', name };
    const intent = { key: `command:${name}`, operation: 'pmp.milestone.update', input, actor: ada(), origin };
    const { entry } = await dead.record(intent, 'accepted', 'pmp.milestone/7');
    await dead.start(entry.reference);
    return entry.reference;
  };
  // The older one has not looked yet and gets into line first; the younger one holds the record.
  const [older, younger] = [await left('Older'), await left('Younger')];
  expect(await dead.keepBefore(younger, present)).toBe('kept');
  stage.mark();
  await stage.slack.workspace.waitFor(() => [older, younger].every((one) => stage.transcript().includes(one)), 12_000);
  expect((await dead.find(older))?.state).toBe('succeeded');
  expect((await dead.find(younger))?.state).toBe('succeeded');
});
