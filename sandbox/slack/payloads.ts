import type { ChannelRecord } from './channels.ts';
import { APP_ID, BOT_USER, LEGACY_TOKEN, PARTNER_TEAM, TEAM } from './identity.ts';
import type { PersonRecord } from './people.ts';
import type { Dictionary } from './validate/check.ts';
import type { World } from './world.ts';

/** The name a payload gives a channel: its own only where everybody may know it. */
const channelName = ({ kind, name }: ChannelRecord): string =>
  kind === 'public' ? name : kind === 'private' ? 'privategroup' : 'directmessage';

export const channelField = (channel: ChannelRecord): Dictionary => ({ id: channel.id, name: channelName(channel) });

/** What every interaction carries. */
export const interaction = (type: string, person: PersonRecord): Dictionary => ({
  type,
  team: { id: TEAM.id, domain: TEAM.domain },
  user: { id: person.id, username: person.handle, name: person.handle, team_id: person.teamId },
  api_app_id: APP_ID,
  token: LEGACY_TOKEN,
  enterprise: null,
  is_enterprise_install: false,
});

/** A slash command: flat, and every value is text. */
export const commandFields = (
  person: PersonRecord,
  channel: ChannelRecord,
  typed: { command: string; text: string; response_url: string; trigger_id: string },
): Record<string, string> => ({
  token: LEGACY_TOKEN,
  team_id: person.teamId,
  team_domain: person.teamId === TEAM.id ? TEAM.domain : PARTNER_TEAM.domain,
  channel_id: channel.id,
  channel_name: channelName(channel),
  user_id: person.id,
  user_name: person.handle,
  command: typed.command,
  text: typed.text,
  api_app_id: APP_ID,
  is_enterprise_install: 'false',
  response_url: typed.response_url,
  trigger_id: typed.trigger_id,
});

/** The envelope of the Events API. */
export const eventEnvelope = (world: World, event: Dictionary): Dictionary => ({
  token: LEGACY_TOKEN,
  team_id: TEAM.id,
  context_team_id: TEAM.id,
  context_enterprise_id: null,
  api_app_id: APP_ID,
  event: { ...event, event_ts: world.clock.ts() },
  type: 'event_callback',
  event_id: world.clock.id('Ev0'),
  event_time: world.clock.seconds(),
  authorizations: [
    { enterprise_id: null, team_id: TEAM.id, user_id: BOT_USER, is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
});
