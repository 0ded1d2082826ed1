import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nowIn, whenWords } from '../../src/commands/when.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

/** Never the same day: fourteen hours before Greenwich and twelve behind it. */
const EAST = 'Pacific/Kiritimati';
const WEST = 'Etc/GMT+12';
const DAY_MS = 24 * 60 * 60_000;

let stage: Stage;
beforeAll(async () => {
  stage = await raise();
  livesIn('ada', EAST);
  livesIn('grace', WEST);
});
afterEach(() => {
  stage.slack.workspace.slackTrouble('none');
  stage.vendor('pmp').reset();
});
afterAll(async () => {
  for (const handle of ['ada', 'grace']) livesIn(handle, undefined);
  await stage.close();
});

const livesIn = (handle: string, tz: string | undefined): void =>
  void Object.assign(stage.slack.workspace.person(handle)!, { tz });
const dayIn = (zone: string, days = 0): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.now() + days * DAY_MS);
const written = (): string => JSON.stringify(stage.vendor('pmp').books());
const europeans = (iso: string): string => iso.split('-').reverse().join('/');

describe('a typed date is that of the person', () => {
  it.each([
    ['ada', EAST],
    ['grace', WEST],
  ])('of %s in %s', async (who, zone) => {
    await stage.type('/pmp milestone add 1 Survey due_date=today', who);
    const done = await stage.sees('Milestone Survey added', who);
    expect([dayIn(zone), europeans(dayIn(zone))].some((day) => written().includes(day))).toBe(true);
    expect(wordsIn(done.blocks)).toContain(`Due: ${whenWords(dayIn(zone), nowIn(zone))}`);
    expect(wordsIn(done.blocks)).toContain(', today');
  });

  it('is shown with weekday and distance where something is to be confirmed', async () => {
    await stage.type(
      '/particlespace ticket create NEW Leak notify=yes type=sms contacts=1112223333 time="tomorrow 14:30"',
    );
    const sent: string[] = [];
    stage
      .vendor('particlespace')
      .onExchange((exchange) => void sent.push(decodeURIComponent(JSON.stringify(exchange))));
    const question = await stage.sees('notify 1 person by SMS?');
    const day = dayIn(EAST, 1);
    expect(wordsIn(question.blocks)).toContain(`14:30 (${EAST}), tomorrow`);
    await stage.press(question, 'Save and notify');
    await stage.sees('created');
    expect(sent.join()).toContain(new Date(`${day}T14:30:00+14:00`).toISOString());
  });

  it('is shown with weekday and distance where it was typed in full', async () => {
    const day = dayIn(EAST, 2);
    await stage.type(`/pmp milestone add 1 Survey due_date=${day}`);
    const done = await stage.sees('Milestone Survey added');
    expect(wordsIn(done.blocks)).toContain(`Due: ${whenWords(day, nowIn(EAST))}`);
    expect(wordsIn(done.blocks)).toContain(', in 2 days');
  });

  it('is shown in the form that asks for the rest', async () => {
    await stage.type('/pmp milestone add due_date=tomorrow');
    const view = await stage.opens('Add a milestone');
    expect(wordsIn(view.blocks)).toContain(`Due: ${whenWords(dayIn(EAST, 1), nowIn(EAST))}`);
  });
});

describe('where Slack does not say the time zone', () => {
  it('the person is asked to check a date that depends on it, in good time', async () => {
    stage.slack.workspace.slackTrouble('failing', { methods: ['users.info'], times: 1 });
    await stage.type('/pmp milestone add 1 Survey due_date=today', 'margaret');
    const view = await stage.opens('Add a milestone', 'margaret');
    expect(wordsIn(view.blocks)).toContain('Your time zone is not known right now');
    expect(written()).toBe('[]');
  });

  it('the acknowledgement does not wait for it', async () => {
    await stage.restartBot();
    stage.slack.workspace.slackTrouble('slow', { methods: ['users.info'] });
    const started = performance.now();
    await stage.type('/pmp milestone add 1 Survey due_date=today', 'margaret');
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(written()).toBe('[]');
  });

  it('a date that is the same everywhere needs no zone', async () => {
    await stage.restartBot();
    stage.slack.workspace.slackTrouble('failing', { methods: ['users.info'], times: 1 });
    await stage.type('/pmp milestone add', 'margaret');
    stage.slack.workspace.slackTrouble('none');
    await stage.type('/pmp milestone add 1 Survey due_date=2031-12-24', 'margaret');
    await stage.sees('Milestone Survey added', 'margaret');
  });
});
