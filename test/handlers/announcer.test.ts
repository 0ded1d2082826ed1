import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnnouncer } from '../../handlers/notify/announcer.ts';
import { createSlackOut, type SlackOut } from '../../handlers/slack/clients.ts';
import { createNameFinder } from '../../handlers/slack/names.ts';
import { createPostQueue } from '../../handlers/slack/post-queue.ts';
import { slackPlace } from '../../handlers/slack/watch-place.ts';
import type { Message } from '../../sandbox/api.ts';
import { type SlackSimulator, startSlack } from '../../sandbox/slack/index.ts';
import { appManifest } from '../../scripts/manifest.ts';
import type { Announcer } from '../../src/watches/announcer.ts';
import { PlaceError } from '../../src/watches/announcer.ts';
import type { Announcement, Notification } from '../../src/watches/notification.ts';
import type { WatchPlace } from '../../src/watches/watch.ts';
import { type Place, sqlitePlace } from '../journal/places.ts';
import { lead, type OutboxWorld, outboxWorld } from '../watches/outbox-world.ts';

const DAY = 24 * 60 * 60_000;

let slack: SlackSimulator;
let out: SlackOut;
let announcer: Announcer;
let operations: WatchPlace;
let channel: string;
let ada: string;

beforeEach(async () => {
  slack = await startSlack({ manifest: appManifest() });
  const { SLACK_BOT_TOKEN: botToken = '', SLACK_API_URL: apiUrl = '' } = slack.env;
  out = createSlackOut({ botToken, apiUrl });
  announcer = createAnnouncer({
    slack: out,
    inOrder: createPostQueue(),
    names: createNameFinder(out.interactive),
    log: pino({ level: 'silent' }),
  });
  channel = slack.workspace.channel('#operations')?.id ?? '';
  ada = slack.workspace.person('ada')?.id ?? '';
  operations = slackPlace({ team: 'T1', channel });
});
afterEach(async () => {
  await out.close();
  await slack.close();
});

const watch = () => ({ id: 'W-1', title: 'Leads in PMP', owner: ada });
const one = (more: Partial<Notification> = {}): Announcement => ({
  watch: watch(),
  form: 'one',
  notification: lead(1, more).body,
});
const digest = (): Announcement => ({
  watch: watch(),
  form: 'digest',
  notifications: [lead(1).body, lead(2).body],
  batch: 'W-1.digest.1',
  from: lead(1).body.at - 7 * DAY,
  to: lead(1).body.at,
  zone: 'Europe/Berlin',
});
const messages = (): Message[] => [...slack.workspace.messages('ada', '#operations')];
const typesOf = ({ blocks }: Pick<Message, 'blocks'>): string[] => (blocks ?? []).map(({ type }) => type);
const posts = () => slack.workspace.exchanges().filter(({ url }) => url.endsWith('/chat.postMessage')).length;

describe('what a watch says in Slack', () => {
  it('stands in its channel, is changed there, and has its history in its thread', async () => {
    const address = await announcer.post(operations, one());
    expect(await announcer.edit(address, one({ title: 'Lead one' }))).toBe(true);
    await announcer.post(operations, { ...one({ event: 'changed' }), form: 'history' } as Announcement, address);
    const [root, history] = messages();
    expect(root?.text).toContain('New: Lead one');
    expect(history?.text).toContain('Changed: Lead 1');
    expect(history?.threadTs).toBe(root?.ts);
    expect(JSON.stringify(root?.blocks)).toContain('set up by @ada');
    expect(JSON.stringify(root?.blocks)).not.toContain(`<@${ada}>`);
  });

  it('is missed when somebody deleted it', async () => {
    expect(await announcer.edit({ channel, ts: '1.000001' }, one())).toBe(false);
    expect(await announcer.edit('elsewhere', one())).toBe(false);
  });

  it.each([
    ['is_archived', /archived\. Unarchive it, then press Resume/],
    ['not_in_channel', /removed from the channel\. Invite me, then press Resume/],
    ['channel_not_found', /no longer see the channel/],
    ['restricted_action', /restricted/],
    ['a_new_code_of_slack', /refuses my message \(a_new_code_of_slack\)/],
  ])('cannot be said where Slack answers %s, until somebody mends it', async (error, why) => {
    slack.workspace.slackTrouble({ error }, { methods: ['chat.postMessage'] });
    const failed = await announcer.post(operations, one()).catch((problem: unknown) => problem);
    expect(failed).toBeInstanceOf(PlaceError);
    expect((failed as PlaceError).why).toMatch(why);
  });

  it.each(['token_revoked', 'missing_scope'])('waits while the bot itself is shut out (%s)', async (error) => {
    slack.workspace.slackTrouble({ error }, { methods: ['chat.postMessage'] });
    const failed = await announcer.post(operations, one()).catch((problem: unknown) => problem);
    expect(failed).toBeInstanceOf(Error);
    expect(failed).not.toBeInstanceOf(PlaceError);
  });

  it('is said without tables and charts where Slack does not take them, for an hour without asking', async () => {
    slack.workspace.slackTrouble({ error: 'invalid_blocks' }, { methods: ['chat.postMessage'], times: 1 });
    await announcer.post(operations, digest());
    expect(posts()).toBe(2);
    await announcer.post(operations, digest());
    expect(posts()).toBe(3);
    await announcer.post(slackPlace({ team: 'T2', channel }), digest());
    expect(posts()).toBe(4);
    const [first, second, elsewhere] = messages().map(typesOf);
    expect(first).not.toContain('data_table');
    expect(first).toContain('section');
    expect(second).toEqual(first);
    expect(elsewhere).toEqual(expect.arrayContaining(['data_table', 'data_visualization']));
  });

  it('is said as plain text where Slack takes no blocks at all', async () => {
    slack.workspace.slackTrouble({ error: 'invalid_blocks' }, { methods: ['chat.postMessage'], withBlocks: true });
    await announcer.post(operations, digest());
    await announcer.post(operations, one());
    expect(messages().map(typesOf)).toEqual([[], []]);
    expect(messages().map(({ text }) => text.split('\n')[0])).toEqual(['2 new: Leads in PMP', 'New: Lead 1']);
  });

  it('cannot be said in a place of another door', async () => {
    const elsewhere = { door: 'slack', address: 'nonsense' };
    expect(announcer.placeOf(elsewhere)).toEqual({});
    expect(announcer.placeOf(operations)).toEqual({ channel });
    await expect(announcer.post(elsewhere, one())).rejects.toBeInstanceOf(PlaceError);
  });
});

describe('the outbox and Slack together', () => {
  let place: Place;
  let world: OutboxWorld;
  beforeEach(async () => {
    place = await sqlitePlace();
    world = await outboxWorld(place, announcer);
  });
  afterEach(async () => {
    await world.close();
    await place.remove();
  });
  const owner = () => ({ owner: { id: ada, team: 'T1' }, place: operations });
  const titles = () => messages().map(({ text }) => text.split('\n')[0]);

  it('keep one message per record, post it anew when it was deleted, and end it when the record is gone', async () => {
    await world.watch('W-1', { mode: 'record' }, owner());
    await world.owe('W-1', [lead(1)], operations);
    await world.outbox.sweep();
    const change = { event: 'changed', changes: [{ label: 'Status', was: 'New', now: 'Won' }] } as const;
    await world.owe('W-1', [lead(1, change)], operations);
    await world.outbox.sweep();
    expect(titles()).toEqual(['Changed: Lead 1', 'New: Lead 1']);
    expect(messages()[1]?.text).toContain('Changed: Lead 1');
    const [root] = messages();
    await out.background.chat.delete({ channel, ts: root?.ts ?? '' });
    await world.owe('W-1', [lead(1, { event: 'gone', card: { headline: '', next: [aNext] } })], operations);
    await world.outbox.sweep();
    const last = messages().at(-1);
    expect(last?.text).toContain('Gone: Lead 1');
    expect(last?.threadTs).toBeUndefined();
    expect(JSON.stringify(last?.blocks)).not.toContain('Open it');
  });

  it('pause the watches of an archived channel, write to the owner, and go on after Resume', async () => {
    await world.watch('W-1', {}, owner());
    await world.watch('W-2', {}, owner());
    await world.owe('W-1', [lead(1), lead(2)], operations);
    slack.workspace.slackTrouble({ error: 'is_archived' }, { channels: [channel] });
    for (let round = 0; round < 3; round++) {
      await world.outbox.sweep();
      world.clock.now += 1_000;
    }
    const direct = slack.workspace.posts().filter(({ way }) => way === 'chat.postMessage');
    expect(direct).toHaveLength(1);
    expect(JSON.stringify(direct)).toContain(`cannot post in <#${channel}>: The channel is archived`);
    slack.workspace.slackTrouble('none');
    await world.set('W-1', { state: 'active', pause_reason: null });
    await world.outbox.sweep();
    expect(titles()).toEqual(['New: Lead 1', 'New: Lead 2']);
  });
});

const aNext = { operation: 'pmp.lead.get', label: 'Open it', input: { id: '1' } };
