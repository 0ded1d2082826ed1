import type { Channel } from '../api.ts';
import { BOT_USER, TEAM } from './identity.ts';
import { ADA, DEACTIVATED, GRACE, GUEST, MARGARET, type PersonRecord, STRANGER } from './people.ts';
import type { Dictionary } from './validate/check.ts';

export interface ChannelRecord extends Channel {
  members: Set<string>;
  /** Open to a partner through Slack Connect. */
  shared?: true;
  /** The person on the other end of a direct message. */
  with?: string;
}

const channel = (
  id: string,
  name: string,
  topic: string,
  members: readonly PersonRecord[],
  more: Partial<ChannelRecord> = {},
): ChannelRecord => ({
  id,
  name,
  topic,
  kind: 'public',
  botIsMember: true,
  ...more,
  members: new Set([...members.map((person) => person.id), ...((more.botIsMember ?? true) ? [BOT_USER] : [])]),
});

const staff = [ADA, GRACE, MARGARET];

export const seedChannels = (): ChannelRecord[] => [
  channel('C0OPERAT001', 'operations', 'The day in one place', [...staff, GUEST, STRANGER], { shared: true }),
  channel('C0INSTALL01', 'installations', 'Charger installations', staff),
  channel('C0RANDOM001', 'random', 'The bot is not a member here', staff, { botIsMember: false }),
  channel('C0BOARD0001', 'board', 'Private, without the bot', [ADA, MARGARET], { kind: 'private', botIsMember: false }),
  channel('C0OLDROLL01', 'old-rollout', 'Archived', staff, { archived: true }),
];

/** The direct message between a person and the bot. */
export const directMessage = (person: PersonRecord): ChannelRecord => ({
  id: `D${person.id.slice(1)}`,
  name: 'directmessage',
  topic: '',
  kind: 'direct',
  botIsMember: true,
  members: new Set([person.id, BOT_USER]),
  with: person.id,
});

export const GROUP = {
  id: 'S0OPSLEADS1',
  handle: 'ops-leads',
  name: 'Operations leads',
  description: 'May approve what reaches customers',
  users: [GRACE.id, MARGARET.id],
};

/** The user group as `usergroups.list` answers. */
export const groupObject = (withUsers: boolean): Dictionary => ({
  id: GROUP.id,
  team_id: TEAM.id,
  is_usergroup: true,
  name: GROUP.name,
  handle: GROUP.handle,
  description: GROUP.description,
  is_external: false,
  date_create: 1_790_000_000,
  date_delete: 0,
  user_count: GROUP.users.length,
  ...(withUsers ? { users: GROUP.users } : {}),
});

export const seedPeople = (): PersonRecord[] => [ADA, GRACE, MARGARET, GUEST, STRANGER, DEACTIVATED];

/** A conversation as `conversations.info` answers. */
export function channelObject(record: ChannelRecord): Dictionary {
  const { id, name, kind, topic, archived = false, botIsMember } = record;
  if (kind === 'direct') return { id, created: 1_790_000_000, is_im: true, is_archived: false, user: record.with };
  return {
    id,
    name,
    name_normalized: name,
    created: 1_790_000_000,
    creator: MARGARET.id,
    is_channel: kind === 'public',
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    is_archived: archived,
    is_general: false,
    is_member: botIsMember,
    is_shared: record.shared ?? false,
    is_ext_shared: record.shared ?? false,
    is_org_shared: false,
    topic: { value: topic, creator: MARGARET.id, last_set: 1_790_000_000 },
    purpose: { value: '', creator: '', last_set: 0 },
    context_team_id: TEAM.id,
  };
}
