import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, stageOverHttp } from './bolt-app.ts';

let stage: Stage;
const OPS = '#operations';
const seen = (as = 'ada') => stage.workspace.messages(as, OPS).map(({ user, text }) => `${user}: ${text}`);

beforeEach(async () => {
  stage = await stageOverHttp({ ackMs: 250 });
});
afterEach(() => stage.stop());

describe('a slash command', () => {
  it('arrives signed, as a form, with mentions, channels and links escaped', async () => {
    const commands: Record<string, string>[] = [];
    stage.app.command('/porter', async ({ ack, command }) => {
      commands.push({ ...command } as unknown as Record<string, string>);
      await ack();
    });
    await stage.workspace.command({
      as: 'ada',
      channel: OPS,
      text: '/porter carry R&D to @grace in #operations, a@b.dk',
    });
    expect(commands).toHaveLength(1);
    expect(commands[0]).toMatchObject({
      command: '/porter',
      text: 'carry R&amp;D to <@U0GRACE0001|grace> in <#C0OPERAT001|operations>, <mailto:a@b.dk|a@b.dk>',
      user_id: 'U0ADA000001',
      user_name: 'ada',
      channel_name: 'operations',
      is_enterprise_install: 'false',
    });
    expect(commands[0]!.response_url).toContain(`${stage.slack.url}/commands/T0BELLHOP01/`);
    expect(seen()).toEqual([]);
  });

  it('arrives as typed where the manifest does not ask for escaping', async () => {
    let text = '';
    stage.app.command('/plain', async ({ ack, command }) => {
      text = command.text;
      await ack();
    });
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/plain R&D @grace' });
    expect(text).toBe('R&D @grace');
  });

  it('shows a plain acknowledgement to the person alone', async () => {
    stage.app.command('/porter', async ({ ack }) => ack('Carried.'));
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/porter' });
    expect(seen()).toEqual(['U0BELLHOP01: Carried.']);
    expect(seen('grace')).toEqual([]);
  });

  it('shows an in_channel acknowledgement to all, with what was typed', async () => {
    stage.app.command('/porter', async ({ ack }) => ack({ response_type: 'in_channel', text: 'Carried.' }));
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/porter carry' });
    expect(seen('grace')).toEqual(['U0ADA000001: /porter carry', 'U0BELLHOP01: Carried.']);
  });

  it('says operation_timeout when nothing is acknowledged in time', async () => {
    stage.app.command('/porter', async () => {});
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/porter' });
    expect(seen()).toEqual(['USLACKBOT: /porter failed with the error "operation_timeout"']);
    expect(seen('grace')).toEqual([]);
  });

  it('says dispatch_failed when the bot answers an error or is not there', async () => {
    stage.app.command('/porter', async () => {
      throw new Error('out of order');
    });
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/porter' });
    stage.slack.connectBot('http://127.0.0.1:1');
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/porter' });
    expect(seen()).toEqual(Array(2).fill('USLACKBOT: /porter failed with the error "dispatch_failed"'));
  });

  it('refuses blocks Slack would refuse, even in an acknowledgement', async () => {
    stage.app.command('/porter', async ({ ack }) =>
      ack({ text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] }),
    );
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/porter' });
    expect(seen()).toEqual(['USLACKBOT: /porter failed with the error "invalid_blocks"']);
  });

  it('that no app has is answered by Slackbot', async () => {
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/nonsense' });
    expect(seen()).toEqual(['USLACKBOT: `/nonsense` is not a valid command.']);
  });

  it('never is delivered twice, and the bot rejects a wrong signature', async () => {
    let calls = 0;
    stage.app.command('/porter', async () => {
      calls += 1;
    });
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/porter' });
    expect(calls).toBe(1);
    const [exchange] = stage.workspace.exchanges().filter(({ between }) => between === 'slack-to-bot');
    const forged = await fetch(exchange!.url, {
      method: 'POST',
      body: exchange!.requestBody,
      headers: { ...exchange!.requestHeaders, 'x-slack-signature': `v0=${'0'.repeat(64)}` },
    });
    expect(forged.status).toBe(401);
  });

  it.each([
    ['a stranger', 'sam', '#installations'],
    ['a guest', 'gus', '#random'],
    ['somebody who left', 'dorian', OPS],
    ['anybody in an archived channel', 'ada', '#old-rollout'],
  ])('cannot be typed by %s where they cannot write', async (_, as, channel) => {
    const answer = await stage.workspace.command({ as, channel, text: '/porter' });
    expect(answer.ok).toBe(false);
    expect(stage.workspace.exchanges().filter(({ between }) => between === 'slack-to-bot')).toEqual([]);
  });
});

describe('the setup probe', () => {
  it('is answered by a Bolt app, and missed where there is none', async () => {
    expect(await stage.slack.probeBot()).toBeUndefined();
    stage.slack.connectBot('http://127.0.0.1:1');
    expect(await stage.slack.probeBot()).toBe('url_verification: dispatch_failed');
  });
});
