import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { SAMPLE_SETTING_ID } from '../../sandbox/vendors/jframework/settings.ts';
import { OWN_RESELLER, seedEntries } from '../../sandbox/vendors/telecomx/subscriptions.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { etagOf } from '../../src/operations/snapshot.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';

const seedSubscription = (): string =>
  [...seedEntries().values()].find(({ subscription }) => subscription.reseller === OWN_RESELLER)?.subscription._id ??
  '';

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
      origin: { door: 'form', private: false, replyTo: { channel: channel() } },
      etag: etagOf(before),
    },
    'accepted',
    'pmp.milestone/5',
  );
  await dead.start(entry.reference);
  expect(await dead.keepSnapshot(entry.reference, before)).toBe('kept');
  await write(5, { ...before, name: 'Second' });

  stage.mark();
  const shown = await stage.sees(entry.reference);
  expect(wordsIn(shown.blocks)).not.toMatch(/Somebody changed|nothing was sent|Nothing was changed/);
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
      origin: { door: 'command', private: false, replyTo: { channel: channel() } },
    },
    'accepted',
  );
  await dead.start(entry.reference);
  stage.mark('gus');
  const shown = await stage.sees(entry.reference, 'gus');
  expect(wordsIn(shown.blocks)).toContain('may have been done');
  expect(wordsIn(shown.blocks)).not.toContain('Nothing was changed');
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
      origin: { door: 'command', private: false, replyTo: { channel: channel() } },
    },
    'accepted',
    'pmp.milestone/6',
  );
  other.holdLease(entry.reference);
  const alive = setInterval(() => void other.renewLeases(), 200);
  await other.start(entry.reference);
  expect(await other.keepSnapshot(entry.reference, present)).toBe('kept');

  await stage.type('/pmp milestone update 6 description=Ours');
  await stage.sees('Working on it');
  await write(6, { ...present, name: 'Theirs' });
  await other.finish(entry.reference, { state: 'succeeded', card: { headline: 'Theirs' }, tookMs: 1 });
  await other.markNotified(entry.reference, 'succeeded');
  clearInterval(alive);
  await stage.sees('Milestone Theirs updated');
  // The name is theirs still: the whole record that was sent was read after they had written.
  const changes = { description: { from: expect.anything(), to: 'Ours' } };
  expect(stage.vendor('pmp').books().at(-1)).toMatchObject({ detail: { changes } });
});

/** An intent of a process that died, on record and, if told so, started. */
async function leftBy(
  dead: Journal,
  operation: string,
  input: Record<string, unknown>,
  subject: string,
  starts = true,
) {
  const origin = { door: 'command' as const, private: false, replyTo: { channel: channel() } };
  const key = `command:${subject}:${JSON.stringify(input)}`;
  const { entry } = await dead.record({ key, operation, input, actor: ada(), origin }, 'accepted', subject);
  if (starts) expect(await dead.start(entry.reference)).toBe(true);
  return entry.reference;
}

it('takes over two entries of one record, the older one first', async () => {
  const dead = await stage.journalOf('dead again');
  const left = (name: string, starts: boolean) =>
    leftBy(dead, 'pmp.milestone.update', { id: '7', name }, 'pmp.milestone/7', starts);
  const [older, younger] = [await left('Older', true), await left('Younger', false)];
  stage.mark();
  await stage.slack.workspace.waitFor(() => [older, younger].every((one) => stage.transcript().includes(one)), 12_000);
  // The older one may have been sent: it is not sent again now that the younger one is about to change the record.
  expect(await dead.find(older)).toMatchObject({
    state: 'unknown',
    outcome: { failure: { message: expect.stringContaining(younger) } },
  });
  await vi.waitFor(async () => expect((await dead.find(younger))?.state).toBe('succeeded'), 5_000);
});

const SUBSCRIPTION = seedSubscription();

/** Writes of each vendor that change an existing record, as a dead process may have sent them; and a newer one. */
const OVERWRITING: readonly {
  vendor: string;
  operation: string;
  subject: string;
  first: Record<string, unknown>;
  second: string;
  /** What confirms it. */
  button?: string;
  stands: string;
}[] = [
  {
    vendor: 'jumptech',
    operation: 'jumptech.project.update',
    subject: `jumptech.project/${PROJECT}`,
    first: { projectId: PROJECT, phoneNumber: '0111111111' },
    second: `/jumptech project update ${PROJECT} phoneNumber=0222222222`,
    stands: '0222222222',
  },
  {
    vendor: 'jumptech',
    operation: 'jumptech.note.update',
    subject: `jumptech.project/${PROJECT}`,
    first: { projectId: PROJECT, noteId: '5f0c8f6e-3c1b-4a7e-9d52-1b7e0c9a4f10', text: 'The first words' },
    second: `/jumptech note update ${PROJECT} 5f0c8f6e-3c1b-4a7e-9d52-1b7e0c9a4f10 The second words`,
    stands: 'The second words',
  },
  {
    vendor: 'particlespace',
    operation: 'particlespace.ticket.move',
    subject: 'particlespace.ticket/tic_9',
    first: { id: 'tic_9', status: 'DONE', title: 'First', description: 'Leak' },
    second: '/particlespace ticket move tic_9 NEW title=Second description=Leak',
    stands: 'Second',
  },
  {
    vendor: 'telecomx',
    operation: 'telecomx.subscription.update',
    subject: `telecomx.subscription/${SUBSCRIPTION.toLowerCase()}`,
    first: { id: SUBSCRIPTION, title: 'First title' },
    second: `/telecomx subscription update ${SUBSCRIPTION} title=Second`,
    stands: 'Second',
  },
  {
    vendor: 'jframework',
    operation: 'jframework.sms.update',
    subject: `jframework.sms/${SAMPLE_SETTING_ID}`,
    first: { id: SAMPLE_SETTING_ID, credentials: 'main', name: 'First name' },
    second: `/jframework sms update ${SAMPLE_SETTING_ID} main name=Second`,
    button: 'Change',
    stands: 'Second',
  },
  {
    vendor: 'pmp',
    operation: 'pmp.milestone.update',
    subject: 'pmp.milestone/8',
    first: { id: '8', name: 'First name' },
    second: '/pmp milestone update 8 name=Second',
    stands: 'Second',
  },
];

it.each(OVERWRITING)('$operation of a dead process does not overwrite what came later', async (one) => {
  const dead = await stage.journalOf(`dead ${one.operation}`);
  const first = await leftBy(dead, one.operation, one.first, one.subject);
  await stage.type(one.second);
  if (one.button) await stage.press(await stage.sees('Please confirm'), one.button);
  const shown = await stage.sees(first);
  expect(wordsIn(shown.blocks)).toContain('Outcome unknown');
  const books = () => stage.vendor(one.vendor).books();
  await stage.slack.workspace.waitFor(() => JSON.stringify(books().at(-1) ?? '').includes(one.stands), 8_000);
  const [second] = await dead.newerWrites(first);
  expect(wordsIn(shown.blocks)).toContain(second?.reference);
  await stage.slack.workspace.waitFor(() => stage.transcript().includes(second?.reference ?? '-'), 8_000);
  await vi.waitFor(async () => expect((await dead.find(second?.reference ?? ''))?.state).toBe('succeeded'), 5_000);
  const sent = books().filter((entry) => JSON.stringify(entry).includes(Object.values(one.first).at(-1) as string));
  expect(sent.filter(({ what }) => !what.includes('Second'))).toEqual([]);
});

it('sends once more what a dead process left when nothing came after it', async () => {
  const dead = await stage.journalOf('dead alone');
  const first = await leftBy(dead, 'pmp.milestone.update', { id: '9', name: 'Alone' }, 'pmp.milestone/9');
  await stage.slack.workspace.waitFor(() => stage.transcript().includes(first), 12_000);
  expect((await dead.find(first))?.state).toBe('succeeded');
  expect(JSON.stringify(stage.vendor('pmp').books().at(-1))).toContain('Alone');
});

it('asks again for a confirmation that a dead process never asked for, and runs it once it is given', async () => {
  const dead = await stage.journalOf('dead before asking');
  const origin = { door: 'command' as const, private: false, replyTo: { channel: channel() } };
  const { entry } = await dead.record(
    { key: 'unasked', operation: 'pmp.milestone.delete', input: { id: '12' }, actor: ada(), origin },
    'proposed',
    'pmp.milestone/12',
  );
  stage.mark();
  const question = await stage.sees(/Delete milestone/);
  expect(question.ephemeralFor).toBe(ada().id);
  await stage.press(question, 'Delete this milestone');
  await vi.waitFor(async () => expect((await dead.find(entry.reference))?.state).toBe('succeeded'), 5_000);
});

it('lets others at a record although a dead process left something there that this version does not know', async () => {
  const dead = await stage.journalOf('dead version');
  const left = await leftBy(dead, 'pmp.milestone.paint', { id: '13' }, 'pmp.milestone/13');
  await stage.type('/pmp milestone update 13 name=After all');
  await stage.sees('Milestone After all updated');
  expect((await dead.find(left))?.state).toBe('unknown');
});

it('offers the form that a dead process had promised, with everything that was typed', async () => {
  const { drafts } = await stage.storesOf('dead before its form');
  const origin = { door: 'command', team: ada().team, channel: channel(), private: false };
  const draft = { operation: 'pmp.lead.add', values: { name: 'Half typed' }, origin, actor: ada() };
  stage.mark();
  await drafts.owe('promised', JSON.stringify(draft), 60_000);
  const offer = await stage.sees('what you typed is kept');
  expect(offer.ephemeralFor).toBe(ada().id);
  await stage.press(offer, 'Add a lead');
  expect(JSON.stringify((await stage.opens('Add a lead')).state.values)).toContain('Half typed');
});
