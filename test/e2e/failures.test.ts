import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SwitchPosition } from '../../sandbox/api.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
let stage: Stage;

beforeAll(async () => {
  stage = await raise({ environment: { VENDOR_TIMEOUT_SECONDS: '1' } });
});
afterEach(() => {
  for (const id of ['jumptech', 'pmp', 'particlespace']) stage.vendor(id).reset();
  stage.slack.workspace.slackTrouble('none');
});
afterAll(() => stage.close());

const SEARCH = '/pmp lead search acme';
const NOTE = `/jumptech note add ${PROJECT} Customer rang`;

async function set(id: string, position: SwitchPosition): Promise<void> {
  stage.vendor(id).setSwitch(position);
  // A connection kept alive hears of a closed door a moment later.
  await new Promise((resolve) => setTimeout(resolve, 30));
}

describe('the five kinds of error, each seen by the person alone', () => {
  it('input: the form says what would be right', async () => {
    await stage.type('/pmp lead get forty-two');
    const view = await stage.opens('Open a lead');
    expect(wordsIn(view.blocks)).toContain('Give the number of the record, for example 42.');
    expect(JSON.stringify(view.blocks)).toContain('forty-two');
    await stage.slack.workspace.close({ as: stage.slack.workspace.person('ada')!.id, viewId: view.id });
  });

  it.each([
    ['gus', "Guests can't use Bellhop"],
    ['sam', 'Only members of this workspace'],
  ])('denied: %s gets nothing', async (who, why) => {
    const before = stage.vendor('pmp').state();
    await stage.type(SEARCH, who);
    const refused = await stage.sees(why, who);
    expect(refused.ephemeralFor).toBe(stage.slack.workspace.person(who)?.id);
    expect(wordsIn(refused.blocks)).not.toMatch(/look this up|Nothing was changed/);
    await stage.type('/jumptech note add', who);
    expect((await stage.sees(why, who)).ephemeralFor).toBeDefined();
    expect(stage.slack.workspace.views(who)).toEqual([]);
    expect(stage.vendor('pmp').state()).toEqual(before);
  });

  it('opens no form, which would show a record, while it cannot check who asks', async () => {
    stage.slack.workspace.slackTrouble('failing', { methods: ['users.info'] });
    const before = stage.vendor('pmp').state();
    await stage.type('/pmp lead update 42', 'margaret');
    const shown = await stage.sees('Slack could not tell me who you are', 'margaret');
    expect(stage.slack.workspace.views('margaret')).toEqual([]);
    stage.slack.workspace.slackTrouble('none');
    await stage.press(shown, 'Open the form', 'margaret');
    await stage.opens('Update a lead', 'margaret');
    expect(stage.vendor('pmp').state().writes).toEqual(before.writes);
    const [view] = stage.slack.workspace.views('margaret');
    await stage.slack.workspace.close({ as: stage.slack.workspace.person('margaret')!.id, viewId: view!.id });
  });

  it('refused: the vendor says no, and what was typed can be changed', async () => {
    await stage.type('/pmp lead get 999999');
    const shown = await stage.sees('PMP has no such record');
    expect(shown.ephemeralFor).toBeDefined();
  });

  it.each(['down', 'failing', 'html', 'cuts_off', 'hangs', 'rate_limited'] as const)(
    'unavailable: PMP is %s, and a button tries again',
    async (position) => {
      await set('pmp', position);
      await stage.type(SEARCH);
      const shown = await stage.sees('PMP');
      expect(shown.ephemeralFor).toBeDefined();
      expect(`${shown.text}${wordsIn(shown.blocks)}`).toMatch(/BH-[0-9A-Z]{6}/);
      await set('pmp', 'normal');
      await stage.slack.workspace.waitFor(() =>
        fetch(stage.vendor('pmp').url).then(
          () => true,
          () => false,
        ),
      );
      await stage.press(shown, 'Try again');
      await stage.sees(/leads found for "acme"/);
    },
  );

  it('bug: a reference to quote, which is also in the log, and no detail', async () => {
    stage.slack.workspace.slackTrouble('none');
    const reference = /"reference":"(BH-[0-9A-Z]{6})"/;
    await stage.type('/pmp lead get 999999');
    await stage.sees('PMP has no such record');
    expect(stage.logged()).toMatch(reference);
  });
});

describe('a write whose answer was lost', () => {
  it.each(['drops_answer', 'cuts_off', 'failing', 'hangs'] as const)(
    'is called unknown, not failed, and never sent again by itself (%s)',
    async (position) => {
      await set('jumptech', position);
      await stage.type(NOTE);
      const shown = await stage.sees('Outcome unknown');
      expect(JSON.stringify(shown.blocks)).not.toContain('retry:');
      expect(stage.vendor('jumptech').books().length).toBeLessThanOrEqual(1);
    },
  );

  it('that never left is simply unavailable', async () => {
    await set('jumptech', 'down');
    await stage.type(NOTE);
    await stage.sees('Jumptech cannot be reached');
    expect(stage.vendor('jumptech').books()).toHaveLength(0);
  });

  it('a failure inside an HTTP 200 is no success', async () => {
    for (const [id, command, words] of [
      ['jumptech', NOTE, /Jumptech/],
      ['pmp', SEARCH, /PMP/],
      ['particlespace', '/particlespace ticket move tic_9 DONE title=a description=b', /ParticleSpace/],
    ] as const) {
      await set(id, 'lying');
      await stage.type(command);
      const shown = await stage.sees(words);
      expect(shown.ephemeralFor, id).toBeDefined();
    }
  });
});

describe('one vendor that hangs', () => {
  it('does not slow an unrelated command, and nobody waits for the acknowledgement', async () => {
    for (const id of ['jumptech', 'particlespace']) await set(id, 'hangs');
    const began = performance.now();
    const hanging = Array.from({ length: 30 }, (_, index) => stage.type(`${NOTE} ${index}`, 'ada', '#installations'));
    await Promise.all(hanging);
    expect(performance.now() - began).toBeLessThan(3_000);
    const asked = performance.now();
    await stage.type(SEARCH, 'grace');
    await stage.sees(/leads found/, 'grace');
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(stage.transcript('ada', '#installations')).not.toContain('operation_timeout');
  });

  it('shows that it is working when the answer takes its time, and turns that into the result', async () => {
    const slow = await raise();
    slow.vendor('pmp').setSwitch('slow');
    await slow.type(SEARCH);
    const notice = await slow.sees('Working on it');
    expect((await slow.sees(/leads found/)).ts).toBe(notice.ts);
    expect(slow.transcript()).not.toContain('Working on it');

    // An error is the person's own business: the notice goes, the word stays with who asked.
    slow.vendor('pmp').setSwitch('hangs');
    await slow.type(SEARCH);
    await slow.sees('Working on it');
    expect((await slow.sees('did not answer within 3 seconds')).ephemeralFor).toBeDefined();
    expect(slow.transcript()).not.toContain('Working on it');
    await slow.close();
  });
});

describe('a channel the bot is not in', () => {
  it('gets the result of a command all the same', async () => {
    await stage.type(SEARCH, 'ada', '#random');
    expect((await stage.sees(/leads found/, 'ada', '#random')).ephemeralFor).toBeUndefined();
  });
});

it('logs the kind of a failure and none of its words, also of one that was met before anything was sent', async () => {
  await stage.type('/pmp customer delete 999999');
  await stage.sees('PMP has no such record');
  await stage.type('/pmp lead get 999999');
  await stage.sees('PMP has no such record');
  expect(stage.logged()).not.toContain('no such record');
  for (const operation of ['pmp.customer.delete', 'pmp.lead.get']) {
    expect(stage.logged()).toMatch(
      new RegExp(`"operation":"${operation}"[^\\n]*"kind":"refused"[^\\n]*"operation finished"`),
    );
  }
});

it('leaks no key, wherever one could have gone', async () => {
  const keys = [
    ...Object.entries(stage.slack.env)
      .filter(([name]) => /TOKEN|SECRET/.test(name))
      .map(([, value]) => value),
    ...['jumptech', 'pmp', 'particlespace'].flatMap((id) =>
      Object.entries(stage.vendor(id).env)
        .filter(([name]) => /TOKEN|KEY/.test(name))
        .map(([, value]) => value),
    ),
  ];
  expect(keys.length).toBeGreaterThanOrEqual(6);
  const shown = ['#operations', '#installations', '#random']
    .map((channel) => stage.transcript('ada', channel))
    .join('\n');
  for (const key of keys) {
    expect(stage.logged()).not.toContain(key);
    expect(shown).not.toContain(key);
  }
});
