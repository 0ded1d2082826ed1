import { describe, expect, it } from 'vitest';
import { actorOf } from '../../handlers/slack/actor.ts';
import { type Home, kindOf, type SlackUser } from '../../handlers/slack/people.ts';

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
