import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { interaction, send } from '../support/signed.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
let stage: Stage;
beforeAll(async () => {
  stage = await raise({
    environment: {
      PMP_COUNTRIES: Array.from({ length: 120 }, (_, index) => `${index + 1}=Land ${index + 1}`).join(','),
    },
  });
});
afterEach(() => {
  for (const id of ['jumptech', 'pmp']) stage.vendor(id).reset();
});
afterAll(() => stage.close());

const written = (vendor: string): string => JSON.stringify(stage.vendor(vendor).books());

describe('a misspelled field', () => {
  it('is asked about in the form, and nothing is sent before', async () => {
    await stage.type('/pmp customer add Acme Ltd phonenumbr=0207946');
    const view = await stage.opens('Add a customer');
    expect(wordsIn(view.blocks)).toContain('You typed "phonenumbr=0207946". If Phone is meant, send it as it is here.');
    expect(written('pmp')).toBe('[]');
    await stage.slack.workspace.submitView('ada');
    await stage.sees('Customer Acme Ltd added');
    expect(written('pmp')).toContain('0207946');
    expect(written('pmp')).not.toContain('phonenumbr');
  });
});

describe('an address of a project', () => {
  const address = `https://app.jumptech.co.uk/projects/${PROJECT}?tab=notes`;
  it('serves as its id in a command', async () => {
    await stage.type(`/jumptech note add ${address} Rang`);
    await stage.sees('Note added to project 7d733b90');
  });

  it('serves as its id in a form', async () => {
    await stage.type('/jumptech note add');
    await stage.opens('Add a note');
    await stage.slack.workspace.submitView('ada', {
      'Project id': `${address}&from=${'x'.repeat(200)}`,
      Note: 'By form',
    });
    await stage.sees('By form');
    expect(written('jumptech')).toContain('By form');
  });
});

it('keeps a note whole whose project was left out', async () => {
  await stage.type('/jumptech note add wants a morning slot');
  const view = await stage.opens('Add a note');
  const note = view.blocks.find(({ block_id: id }) => id === 'text');
  expect(JSON.stringify(note)).toContain('"initial_value":"wants a morning slot"');
  await stage.slack.workspace.submitView('ada', { 'Project id': PROJECT });
  await stage.sees('wants a morning slot');
});

it('answers privately whatever a phone made of the dashes', async () => {
  await stage.type(`/jumptech note add ${PROJECT} For me alone ––private`);
  const answer = await stage.sees('Note added');
  expect(answer.ephemeralFor).toBe(stage.slack.workspace.person('ada')?.id);
  expect(written('jumptech')).not.toContain('private');
});

it('offers the choices of a list to nobody who may not open its form', async () => {
  const offered = async (handle: string) => {
    const { id = '' } = stage.slack.workspace.person(handle) ?? {};
    const metadata = {
      operation: 'pmp.lead.update',
      key: 'k',
      draft: 'd',
      origin: { team: 'T0SANDBOX01', door: 'command', private: false },
    };
    const payload = {
      type: 'block_suggestion',
      user: { id, team_id: 'T0SANDBOX01' },
      team: { id: 'T0SANDBOX01' },
      action_id: 'value',
      block_id: 'country',
      value: 'land 12',
      view: { type: 'modal', callback_id: 'form', private_metadata: JSON.stringify(metadata) },
    };
    const { body } = await send(stage.bot.port, {
      secret: stage.slack.env.SLACK_SIGNING_SECRET ?? '',
      body: interaction(payload),
    });
    return JSON.parse(body).options.length;
  };
  expect([await offered('ada'), await offered('gus'), await offered('sam')]).toEqual([2, 0, 0]);
});
