import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../sandbox/api.ts';
import { diagnose } from '../../scripts/diagnosis.ts';
import type { Failpoints } from '../../src/engine/failpoints.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const SEARCH = '/pmp lead search acme';
const FOUND = /leads found for "acme"/;

let stage: Stage;
let reads = 0;
/** False: the bot claims nothing, as if it were not there. */
let mayClaim = true;
const failpoints: Failpoints = (point, step) =>
  point === 'journal.claimExpired' && !mayClaim ? (Promise.resolve([]) as ReturnType<typeof step>) : step();

beforeAll(async () => {
  stage = await raise({
    bot: {
      failpoints,
      leaseMs: 1_000,
      sweepMs: 200,
      notifyLimits: { attempts: 5, firstPauseMs: 300, longestPauseMs: 600 },
    },
  });
  stage.vendor('pmp').onExchange(() => reads++);
});
afterEach(() => {
  vi.restoreAllMocks();
  stage.slack.workspace.slackTrouble('none');
  reads = 0;
});
afterAll(() => stage.close());

const text = (message: Message): string => `${message.text}\n${wordsIn(message.blocks)}`;
const workspace = () => stage.slack.workspace;
const operations = () => workspace().channel('#operations')?.id ?? '';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const directTexts = (as = 'ada') => {
  const me = workspace().person(as)?.id ?? '';
  const direct = workspace()
    .state(me)
    .channels.find(({ kind }) => kind === 'direct');
  return direct ? workspace().messages(as, direct.id).map(text).join('\n---\n') : '';
};

describe('what Slack refuses for good goes another way', () => {
  it.each(['ekm_access_denied', 'no_permission', 'msg_too_long', 'invalid_blocks', 'a_code_of_the_year_2031'])(
    'a channel post answered "%s" comes by the response URL, and nothing is read twice',
    async (error) => {
      workspace().slackTrouble({ error }, { methods: ['chat.postMessage'], channels: [operations()] });
      await stage.type(SEARCH);
      expect((await stage.sees(FOUND)).ephemeralFor).toBeUndefined();
      // A lease and a sweep: whoever is not notified by then would be taken up again.
      if (error === 'ekm_access_denied') await pause(1_500);
      expect(reads).toBe(1);
    },
  );

  it.each([
    ['404', { status: 404, body: 'used_url' }],
    ['410', { status: 410, body: 'expired_url' }],
    ['500', { status: 500, body: 'Server Error' }],
    ['200 with an error', { error: 'expired_url' }],
    ['200 with a code', { status: 200, body: 'used_url' }],
    ['200 with a web page', { status: 200, body: '<html><body>Sign in</body></html>' }],
  ])('a response URL that answers %s leads to a direct message', async (_, trouble) => {
    const before = directTexts().split('I cannot post in').length;
    workspace().slackTrouble(trouble, { methods: ['response_url'] });
    await stage.type(SEARCH, 'ada', '#random');
    await workspace().waitFor(() => directTexts().split('I cannot post in').length > before, 8_000);
    expect(reads).toBe(1);
  });

  it('a private word answered with any code comes as a direct message', async () => {
    workspace().slackTrouble({ error: 'whatever_this_is' }, { methods: ['chat.postEphemeral', 'response_url'] });
    await stage.type('/pmp lead get 999999');
    await workspace().waitFor(() => directTexts().includes('PMP has no such record'), 8_000);
  });

  it('blocks that nobody takes leave the plain text', async () => {
    workspace().slackTrouble({ error: 'invalid_blocks' }, { withBlocks: true });
    await stage.type(SEARCH);
    const plain = await stage.sees(FOUND);
    expect(plain.blocks ?? []).toEqual([]);
    expect(reads).toBe(1);
  });

  it('a notice that cannot become the result makes way for it', async () => {
    stage.vendor('pmp').setSwitch('slow');
    await stage.type(SEARCH);
    await stage.sees('Working on it');
    workspace().slackTrouble({ error: 'no_such_luck' }, { methods: ['chat.update'] });
    await stage.sees(FOUND);
    expect(stage.transcript()).not.toContain('Working on it');
    stage.vendor('pmp').setSwitch('normal');
  });

  it('a result that cannot be drawn is told in words', async () => {
    const operation = findOperation('pmp.lead.search');
    if (!operation) throw new Error('The operation is gone.');
    const row = {
      get title(): string {
        throw new TypeError('toString is not a colour');
      },
    };
    vi.spyOn(operation, 'present').mockReturnValue({ headline: 'Two', rows: [row] });
    await stage.type(SEARCH);
    const shown = await stage.sees('The details could not be shown');
    expect(shown.text).toMatch(/: done\. .*\/ops show `BH-\w{6}`/);
    expect(stage.logged()).toContain('a result could not be drawn');
    expect(reads).toBe(1);
  });
});

describe('what nobody can be told', () => {
  it('ends after so many attempts, and shows in /ops, in the doctor and in the log; nothing is read again', async () => {
    const methods = ['chat.postMessage', 'chat.postEphemeral', 'chat.update', 'response_url'];
    workspace().slackTrouble({ error: 'account_on_the_moon' }, { methods });
    await stage.type(SEARCH);
    const line = /"reference":"(BH-\w{6})"[^\n]*the person could not be notified/;
    await workspace().waitFor(() => line.test(stage.logged()), 8_000);
    const reference = line.exec(stage.logged())?.[1] ?? '';
    const tries = () => workspace().exchanges().length;
    const then = tries();
    await pause(2_000);
    expect(tries()).toBe(then);
    expect(reads).toBe(1);

    workspace().slackTrouble('none');
    await stage.type('/ops history state=undeliverable');
    const history = text(await stage.sees('1 on record'));
    expect(history).toContain(reference);
    expect(history).toContain('could not be notified');
    await stage.type(`/ops show ${reference}`);
    expect(text(await stage.sees('could not be notified'))).toContain('5 attempts');

    if (process.env.STAGE_DATABASE_URL) return;
    const { lines } = await diagnose({ DATA_DIR: stage.dataDir });
    expect(lines.join('\n')).toContain(`Could not be notified: 1, the newest is ${reference}`);
  });

  it('is told in the end when a way opens meanwhile', async () => {
    const methods = ['chat.postMessage', 'chat.postEphemeral', 'response_url'];
    workspace().slackTrouble({ error: 'not_today' }, { methods });
    const logged = stage.logged().length;
    await stage.type(SEARCH);
    await workspace().waitFor(() => stage.logged().slice(logged).includes('not notified yet'), 8_000);
    workspace().slackTrouble('none');
    await stage.sees(FOUND);
    expect(reads).toBe(1);
  });
});

describe('a Slack in trouble for a while', () => {
  it.each(['rate_limited_unstated', 'rate_limited_in_body', 'html', 'failing'] as const)(
    'is waited out (%s): everything comes soon after, in order, and nothing is read twice',
    async (trouble) => {
      workspace().slackTrouble(trouble, { methods: ['chat.postMessage', 'chat.update', 'chat.postEphemeral'] });
      const posted = () =>
        workspace()
          .posts()
          .map((post) => /found for \\"(\w+)/.exec(JSON.stringify(post))?.[1])
          .filter((word) => word !== undefined);
      const before = posted().length;
      await stage.type('/pmp lead search acme');
      await pause(300);
      await stage.type('/pmp lead search bri');
      await pause(2_700);
      expect(posted().length).toBe(before);
      workspace().slackTrouble('none');
      await workspace().waitFor(() => posted().length === before + 2, 5_000);
      expect(posted().slice(before)).toEqual(['acme', 'bri']);
      expect(reads).toBe(2);
    },
  );

  it.each(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])(
    'takes "%s" for temporary: the result still comes in the channel',
    async (error) => {
      workspace().slackTrouble({ error }, { methods: ['chat.postMessage'], times: 1 });
      const posts = () => workspace().posts().length;
      const before = posts();
      await stage.type(SEARCH);
      await stage.sees(FOUND);
      expect(posts()).toBe(before + 1);
      expect(JSON.stringify(workspace().posts().at(-1))).toContain('chat.postMessage');
    },
  );
});

describe('a read whose answer was lost with its process', () => {
  it('is run again by whoever claims it, but not for ever', async () => {
    const actor = { id: workspace().person('ada')?.id ?? '', team: 'T0BELLHOP01' };
    const left = async (owner: string, claims: number) => {
      const dead = await stage.journalOf(owner);
      const { entry } = await dead.record(
        {
          key: `command:${owner}`,
          operation: 'pmp.lead.search',
          input: { key: 'acme' },
          actor,
          origin: { door: 'command', private: false, replyTo: { channel: operations() } },
        },
        'accepted',
      );
      await dead.start(entry.reference);
      await dead.finish(entry.reference, { state: 'succeeded', tookMs: 1 });
      for (let claim = 0; claim < claims; claim++) {
        await pause(1_010);
        expect(await dead.claimExpired(10, ['command'])).toHaveLength(1);
      }
      return entry.reference;
    };
    stage.mark();
    const once = await left('dies once', 0);
    expect(text(await stage.sees(once))).toMatch(FOUND);
    expect(reads).toBe(1);
    stage.mark();
    mayClaim = false;
    const often = await left('dies often', 3);
    mayClaim = true;
    expect(text(await stage.sees(often))).toContain('interrupted each time before it could show it');
    expect(reads).toBe(1);
  });
});
