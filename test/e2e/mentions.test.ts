import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
let stage: Stage;

beforeAll(async () => {
  stage = await raise();
});
beforeEach(() => stage.vendor('jumptech').reset());
afterAll(() => stage.close());

const say = async (text: string, where: { as?: string; channel?: string; threadTs?: string } = {}) => {
  const { as = 'ada', channel = '#operations', threadTs } = where;
  stage.mark(as, channel);
  const said = await stage.slack.workspace.say({
    as: stage.slack.workspace.person(as)!.id,
    channel: stage.slack.workspace.channel(channel)?.id ?? channel,
    text,
    ...(threadTs ? { threadTs } : {}),
  });
  if (!said.ok) throw new Error(said.error);
  return said.ts;
};

describe('a mention', () => {
  it('runs an operation and answers in the channel', async () => {
    await say('@Bellhop pmp lead search acme');
    const found = await stage.sees(/leads found for "acme"/);
    expect(found.ephemeralFor).toBeUndefined();
    expect(found.threadTs).toBeUndefined();
  });

  it('answers in the thread where it was said', async () => {
    const root = await say('The customer at Hill Road rang');
    await say('@Bellhop /pmp lead search acme', { threadTs: root });
    expect((await stage.sees(/leads found for "acme"/)).threadTs).toBe(root);
  });

  it('adds a note once, however often Slack delivers it', async () => {
    await say(`@Bellhop jumptech note add ${PROJECT} Ladder needed`);
    await stage.sees('Note added to project 7d733b90');
    expect(stage.vendor('jumptech').books()).toHaveLength(1);
  });

  it('asks before it deletes', async () => {
    await say('@Bellhop pmp lead delete 42');
    const question = await stage.sees(/Delete/);
    expect(question.ephemeralFor).toBe(stage.slack.workspace.person('ada')?.id);
    await stage.press(question, 'Cancel');
    await stage.sees('Cancelled. Nothing was sent.');
  });

  it('offers the form when something is missing, with what was typed', async () => {
    await say('@Bellhop pmp milestone add name=Survey');
    const offer = await stage.sees('Please fill in the rest in the form.');
    const [button] = (offer.blocks ?? [])
      .flatMap((block) => ('elements' in block ? (block.elements as { text?: { text: string } }[]) : []))
      .filter(({ text }) => text?.text);
    await stage.press(offer, button?.text?.text ?? '');
    const form = await stage.opens('Add a milestone');
    expect(JSON.stringify(form.blocks)).toContain('"initial_value":"Survey"');
  });

  it('answers the person alone what is no result: help, history, and words nobody knows', async () => {
    await say('@Bellhop help');
    expect((await stage.sees('What I can do')).ephemeralFor).toBeDefined();
    await say('@Bellhop ops version');
    await stage.sees(/Bellhop \d+\.\d+/);
    await say('@Bellhop sing me a song');
    expect(wordsIn((await stage.sees('I do not know "sing"')).blocks)).toContain('/ops');
  });
});

describe('a direct message', () => {
  const direct = () => stage.slack.workspace.person('ada')!.id;

  it('needs no mention', async () => {
    await say('pmp lead search acme', { channel: direct() });
    const found = await stage.sees(/leads found for "acme"/, 'ada', direct());
    expect(found.ephemeralFor).toBeUndefined();
    await say('help', { channel: direct() });
    await stage.sees('What I can do', 'ada', direct());
  });

  it('offers a form there too, where everybody in it sees it', async () => {
    await say('pmp milestone add name=Survey', { channel: direct() });
    const offer = await stage.sees('Please fill in the rest in the form.', 'ada', direct());
    expect(offer.ephemeralFor).toBeUndefined();
  });

  it('asks there before it deletes', async () => {
    await say('pmp lead delete 42', { channel: direct() });
    await stage.press(await stage.sees('Delete lead 42?', 'ada', direct()), 'Cancel');
    await stage.sees('Cancelled. Nothing was sent.', 'ada', direct());
  });

  it('never answers the bot itself', async () => {
    await say('help', { channel: direct() });
    await stage.sees('What I can do', 'ada', direct());
    const { length } = stage.slack.workspace.messages('ada', direct());
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stage.slack.workspace.messages('ada', direct())).toHaveLength(length);
  });
});
