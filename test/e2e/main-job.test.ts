import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
let stage: Stage;

beforeAll(async () => {
  stage = await raise();
});
beforeEach(() => {
  for (const id of ['jumptech', 'pmp', 'particlespace']) stage.vendor(id).reset();
});
afterAll(() => stage.close());

describe('searching PMP leads', () => {
  it('answers in the channel, ten at a time, and turns pages without asking PMP again', async () => {
    let asked = 0;
    stage.vendor('pmp').onExchange(() => {
      asked += 1;
    });
    await stage.type('/pmp lead search acme');
    const found = await stage.sees(/leads found for "acme"/);
    expect(found.ephemeralFor).toBeUndefined();
    expect(wordsIn(found.blocks)).toMatch(/1–10 of \d+/);
    expect(asked).toBe(1);

    await stage.press(found, 'Next page');
    const second = await stage.sees(/11–20 of \d+/);
    expect(second.ts).toBe(found.ts);
    expect(asked).toBe(1);
  });

  it('opens a lead from its row, below the list', async () => {
    await stage.type('/pmp lead search acme');
    const found = await stage.sees(/leads found for "acme"/);
    await stage.press(found, 'Open');
    const lead = await stage.sees('Phone');
    expect(lead.threadTs).toBe(found.ts);
  });

  it('finds nothing without calling that an error', async () => {
    await stage.type('/pmp lead search zzzzzz');
    expect(wordsIn((await stage.sees('No leads found for "zzzzzz"')).blocks)).toContain('PMP looks at leads');
  });

  it('answers the person alone when asked to', async () => {
    await stage.type('/pmp lead search --private acme', 'grace');
    const found = await stage.sees(/leads found/, 'grace');
    expect(found.ephemeralFor).toBe(stage.slack.workspace.person('grace')?.id);
  });
});

describe('adding a Jumptech note', () => {
  it('by command', async () => {
    await stage.type(`/jumptech note add ${PROJECT} Customer rang, wants a morning slot`);
    await stage.sees('Note added to project 7d733b90');
    expect(stage.vendor('jumptech').books()).toHaveLength(1);
    expect(JSON.stringify(stage.vendor('jumptech').books())).toContain('Customer rang, wants a morning slot');
  });

  it('by form, filled with what was understood and with the error under its field', async () => {
    await stage.type('/jumptech note add not-an-id Customer rang');
    const view = await stage.opens('Add a note');
    expect(wordsIn(view.blocks)).toContain('Give the whole project id');
    const wrong = await stage.slack.workspace.submitView('ada', { 'Project id': 'still wrong' });
    expect(wrong).toMatchObject({ ok: true, errors: { projectId: expect.stringContaining('whole project id') } });
    expect(stage.vendor('jumptech').books()).toHaveLength(0);
    await stage.slack.workspace.submitView('ada', { 'Project id': PROJECT });
    await stage.sees('Note added to project 7d733b90');
    expect(JSON.stringify(stage.vendor('jumptech').books())).toContain('Customer rang');
    expect(stage.slack.workspace.views('ada')).toEqual([]);
  });
});

describe('moving a ParticleSpace ticket', () => {
  it('fills the form with what was last sent for it, and says so', async () => {
    await stage.type('/particlespace ticket move tic_9 ON_HOLD title=Leaking faucet description=Leak under the sink');
    await stage.sees('→ On hold');
    expect(stage.vendor('particlespace').books()).toHaveLength(1);

    await stage.type('/particlespace ticket move tic_9 DONE');
    const view = await stage.opens('Move a ticket');
    expect(wordsIn(view.blocks)).toContain('Filled in with what I last sent');
    await stage.slack.workspace.submitView('ada');
    await stage.sees('→ Done');
    expect(JSON.stringify(stage.vendor('particlespace').books().at(-1))).toContain('Leak under the sink');
  });

  it('asks before anybody outside is told, by command', async () => {
    await stage.type(
      '/particlespace ticket move tic_9 ON_HOLD title=Faucet description=Leak notify=yes type=email contacts=a@example.com,b@example.com',
    );
    const question = await stage.sees('notify 2 people by e-mail?');
    expect(question.ephemeralFor).toBeDefined();
    expect(stage.vendor('particlespace').books()).toHaveLength(0);
    await stage.press(question, 'Save and notify');
    await stage.sees('→ On hold');
    expect(stage.vendor('particlespace').books()).toHaveLength(1);
    // A second press of the same button, as from a second device.
    await stage.slack.workspace.press('ada', question, 'Save and notify');
    await stage.sees('→ On hold');
    expect(stage.vendor('particlespace').books()).toHaveLength(1);
  });

  it('asks before anybody outside is told, by form', async () => {
    await stage.type('/particlespace ticket move tic_9 ON_HOLD notify=yes type=sms contacts=1112223333');
    await stage.opens('Move a ticket');
    await stage.slack.workspace.submitView('ada', { Title: 'Faucet', Description: 'Leak' });
    await stage.slack.workspace.waitFor(() =>
      wordsIn(stage.slack.workspace.views('ada').at(-1)?.blocks).includes('notify 1 person by SMS?'),
    );
    expect(stage.vendor('particlespace').books()).toHaveLength(0);
    await stage.slack.workspace.submitView('ada');
    await stage.slack.workspace.waitFor(() => stage.vendor('particlespace').books().length === 1);
    expect(stage.slack.workspace.views('ada')).toEqual([]);
  });
});

describe('help', () => {
  it.each([
    ['/ops', 'What I can do'],
    ['/ops version', 'Bellhop 0.'],
    ['/ops vendors', 'PMP CRM: set up, and answers'],
    ['/pmp', 'lead search'],
    ['/pmp help', 'lead search'],
    ['/pmp lead search help', 'Search for'],
    ['/pmp lead serch acme', '/pmp lead search'],
    ['/pmp gibberish', 'gibberish'],
  ])('%s answers only the person', async (command, words) => {
    await stage.type(command);
    expect((await stage.sees(words)).ephemeralFor).toBeDefined();
  });
});
