import { tzOffset } from '@date-fns/tz';
import type { Person } from '../api.ts';
import { APP_ID, BOT_ID, BOT_USER, PARTNER_TEAM, TEAM } from './identity.ts';
import type { Dictionary } from './validate/check.ts';

export interface PersonRecord extends Person {
  /** What is typed after `@`. */
  handle: string;
  title: string;
  teamId: string;
  /** Absent: the zone of the workspace. */
  tz?: string;
  deactivated?: true;
}

const member = (id: string, handle: string, name: string, title: string, about: string): PersonRecord => ({
  id,
  handle,
  name,
  title,
  about,
  kind: 'member',
  teamId: TEAM.id,
});

export const ADA = member('U0ADA000001', 'ada', 'Ada Lovelace', 'Operations', 'Member: runs the day-to-day operations');
export const GRACE = member('U0GRACE0001', 'grace', 'Grace Hopper', 'Operations', 'Member: a second pair of eyes');
export const MARGARET: PersonRecord = {
  ...member('U0MARGARET1', 'margaret', 'Margaret Hamilton', 'Head of operations', 'Workspace admin'),
  kind: 'admin',
};
export const GUEST: PersonRecord = {
  ...member('U0GUEST0001', 'gus', 'Gus Guest', 'Contractor', 'Single-channel guest: sees #operations only'),
  kind: 'guest',
};
export const STRANGER: PersonRecord = {
  ...member('U0STRANGER1', 'sam', 'Sam Stranger', 'Partner technician', 'From another company, through Slack Connect'),
  kind: 'stranger',
  teamId: PARTNER_TEAM.id,
};
/** Left the company; known to Slack, able to do nothing. */
export const DEACTIVATED: PersonRecord = {
  ...member('U0DORIAN001', 'dorian', 'Dorian Departed', 'Operations', 'Deactivated'),
  deactivated: true,
};

export const bot = (handle: string, name: string): PersonRecord => ({
  ...member(BOT_USER, handle, name, '', 'The bot itself'),
  kind: 'bot',
});

const ZONE = 'Europe/Copenhagen';

/** The time zone a person lives in. */
export const zoneOf = ({ tz = ZONE }: PersonRecord): string => tz;

const profile = ({ name, handle, title, kind }: PersonRecord, withEmail: boolean): Dictionary => ({
  title,
  phone: '',
  real_name: name,
  real_name_normalized: name,
  display_name: handle,
  display_name_normalized: handle,
  status_text: '',
  status_emoji: '',
  team: kind === 'stranger' ? PARTNER_TEAM.id : TEAM.id,
  ...(kind === 'bot' ? { bot_id: BOT_ID, api_app_id: APP_ID } : {}),
  ...(withEmail && kind !== 'bot' ? { email: `${handle}@example.com` } : {}),
});

/** A time zone as `users.info` answers it. */
function timeZone(tz: string): Dictionary {
  const now = new Date();
  const label = new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: 'long' })
    .formatToParts(now)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return { tz, tz_label: label ?? tz, tz_offset: tzOffset(tz, now) * 60 };
}

/** A person as `users.info` answers. Slack tells little of strangers and of those who left. */
export function userObject(person: PersonRecord, withEmail: boolean): Dictionary {
  const { id, teamId, handle, name, kind, deactivated } = person;
  const common = { id, team_id: teamId, name: handle, deleted: deactivated ?? false, updated: 1_790_000_000 };
  const isBot = { is_bot: kind === 'bot', is_app_user: false };
  if (deactivated) return { ...common, ...isBot, profile: profile(person, withEmail) };
  return {
    ...common,
    ...isBot,
    color: '9f69e7',
    real_name: name,
    ...timeZone(zoneOf(person)),
    profile: profile(person, withEmail && kind !== 'stranger'),
    is_admin: kind === 'admin',
    is_owner: false,
    is_primary_owner: false,
    is_restricted: kind === 'guest',
    is_ultra_restricted: kind === 'guest',
    is_email_confirmed: true,
    who_can_share_contact_card: 'EVERYONE',
    ...(kind === 'stranger' ? { is_stranger: true } : {}),
  };
}
