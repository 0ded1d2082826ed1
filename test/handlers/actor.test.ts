import { WebClient } from '@slack/web-api';
import { describe, expect, it, vi } from 'vitest';
import { actorOf, createPersonOf, type Home, kindOf, type SlackUser } from '../../handlers/slack/people.ts';

describe('the person behind a payload', () => {
  it('is found in every kind of payload, with the workspace where it happened', () => {
    expect(actorOf({ user_id: 'U1', team_id: 'T1' })).toEqual({ id: 'U1', team: 'T1' });
    expect(actorOf({ user: { id: 'U1', team_id: 'T9' }, team: { id: 'T1' } })).toEqual({ id: 'U1', team: 'T1' });
    expect(actorOf({ user: { id: 'W1', team_id: 'T9' }, team: null })).toEqual({ id: 'W1', team: 'T9' });
    expect(() => actorOf({ team_id: 'T1' })).toThrow();
  });
});

describe('who counts as a member', () => {
  const workspace: Home = { team: 'T1', enterprise: 'E1', membership: 'workspace' };
  const organization: Home = { ...workspace, membership: 'organization' };
  const colleague = (teams: string[], more: SlackUser = {}): SlackUser => ({
    team_id: 'T2',
    enterprise_user: { enterprise_id: 'E1', teams },
    ...more,
  });

  it.each<[string, SlackUser, Home, string]>([
    ['a member of the workspace', { team_id: 'T1' }, workspace, 'member'],
    ['somebody of a connected workspace', { team_id: 'T7' }, workspace, 'stranger'],
    ['a colleague who is also in this workspace', colleague(['T2', 'T1']), workspace, 'member'],
    ['a colleague who is not in this workspace', colleague(['T2']), workspace, 'stranger'],
    [
      'a colleague who left it, though Slack still names it first',
      colleague(['T2'], { team_id: 'T1' }),
      workspace,
      'stranger',
    ],
    ['a colleague, where the organization counts', colleague(['T2']), organization, 'member'],
    ['a guest among colleagues', colleague(['T2'], { is_restricted: true }), organization, 'guest'],
    [
      'somebody of another organization',
      { team_id: 'T2', enterprise_user: { enterprise_id: 'E9', teams: ['T2'] } },
      organization,
      'stranger',
    ],
    ['a stranger in a shared channel', { ...colleague(['T1']), is_stranger: true }, organization, 'stranger'],
  ])('%s', (_, user, home, kind) => expect(kindOf(user, home)).toBe(kind));
});

describe('what kind of account it is', () => {
  const home: Home = { team: 'T1', membership: 'workspace' };

  it.each<[string, SlackUser, string]>([
    ['nothing more is known of it', {}, 'member'],
    ['it administers the workspace', { is_admin: true }, 'admin'],
    ['it owns the workspace', { is_owner: true }, 'admin'],
    ['it is a guest of several channels', { is_restricted: true }, 'guest'],
    ['it is a guest of one channel', { is_restricted: false, is_ultra_restricted: true }, 'guest'],
    ['it is a bot', { is_bot: true, is_admin: true }, 'bot'],
    ['it is a workflow', { is_bot: false, is_workflow_bot: true }, 'bot'],
    ['it is deactivated, whatever it was before', { deleted: true, is_admin: true, is_bot: true }, 'deactivated'],
    ['it is of elsewhere, though an administrator there', { team_id: 'T2', is_admin: true }, 'stranger'],
  ])('when %s', (_, user, kind) => expect(kindOf({ team_id: 'T1', ...user }, home)).toBe(kind));

  it('is a stranger when Slack names neither a workspace nor an organization', () => {
    expect(kindOf({}, home)).toBe('stranger');
    expect(kindOf({ enterprise_user: {} }, { ...home, membership: 'organization' })).toBe('stranger');
  });
});

describe('asking Slack who somebody is', () => {
  const home: Home = { team: 'T1', membership: 'workspace' };
  const ada = { id: 'U1', team: 'T1' };
  const asked = (answer: () => Promise<unknown>) => {
    const client = new WebClient();
    const info = vi.spyOn(client.users, 'info').mockImplementation(answer as typeof client.users.info);
    return { client, info };
  };

  it('happens once for many questions, and once for each person', async () => {
    const { client, info } = asked(async () => ({ ok: true, user: { team_id: 'T1' } }));
    const heard = vi.fn();
    const personOf = createPersonOf(client, home, heard);
    expect(await personOf(ada)).toEqual({ kind: 'member' });
    expect(await personOf(ada)).toEqual({ kind: 'member' });
    expect(info).toHaveBeenCalledTimes(1);
    expect(heard).toHaveBeenCalledExactlyOnceWith('U1', { team_id: 'T1' });
    await personOf({ ...ada, id: 'U2' });
    expect(info).toHaveBeenLastCalledWith({ user: 'U2' });
  });

  it('is repeated after a failure, which is no answer', async () => {
    const { client, info } = asked(async () => ({ ok: true, user: { team_id: 'T1' } }));
    info.mockRejectedValueOnce(new Error('ratelimited'));
    const personOf = createPersonOf(client, home);
    await expect(personOf(ada)).rejects.toThrow('ratelimited');
    expect(await personOf(ada)).toEqual({ kind: 'member' });
  });

  it('makes nobody a member of an answer without a person', async () => {
    const { client } = asked(async () => ({ ok: true }));
    const heard = vi.fn();
    expect(await createPersonOf(client, home, heard)(ada)).toEqual({ kind: 'stranger' });
    expect(heard).not.toHaveBeenCalled();
  });
});
