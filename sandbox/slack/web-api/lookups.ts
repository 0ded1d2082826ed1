import { channelObject, groupObject } from '../channels.ts';
import { APP_ID, BOT_ID, BOT_USER, TEAM } from '../identity.ts';
import { userObject } from '../people.ts';
import { type Call, type Method, SlackError } from './call.ts';

const conversation = (call: Call) => {
  const channel = call.world.directory.channel(call.required('channel'));
  // What the bot is not a member of and is private, it cannot even know of.
  if (!channel || (channel.kind === 'private' && !channel.botIsMember)) throw new SlackError('channel_not_found');
  return channel;
};

const READ_CHANNELS = ['channels:read', 'groups:read', 'im:read'];
const ONE_PAGE = { response_metadata: { next_cursor: '' } };

/** Who, where and in which group. */
export const LOOKUPS: Readonly<Record<string, Method>> = {
  'auth.test': {
    tokens: ['bot', 'workflow', 'app'],
    run: (call) => ({
      url: `https://${TEAM.domain}.slack.com/`,
      team: TEAM.name,
      user: call.world.directory.person(BOT_USER)?.handle,
      team_id: TEAM.id,
      user_id: BOT_USER,
      bot_id: BOT_ID,
      app_id: APP_ID,
      is_enterprise_install: false,
    }),
  },
  'users.info': {
    scopes: ['users:read'],
    run(call) {
      const person = call.world.directory.person(call.required('user'));
      if (!person) throw new SlackError('user_not_found');
      const withEmail = call.world.manifest.oauth_config.scopes.bot.includes('users:read.email');
      return { user: userObject(person, withEmail) };
    },
  },
  'conversations.open': {
    scopes: ['im:write'],
    run(call) {
      const person = call.world.directory.person(call.required('users'));
      const channel = person && call.world.directory.direct(person.id);
      if (!channel) throw new SlackError('user_not_found');
      if (person.deactivated) throw new SlackError('user_disabled');
      const full = call.flag('return_im') ? channelObject(channel) : { id: channel.id };
      return { no_op: true, already_open: true, channel: full };
    },
  },
  'conversations.info': {
    scopes: READ_CHANNELS,
    run: (call) => ({ channel: channelObject(conversation(call)) }),
  },
  'conversations.members': {
    scopes: READ_CHANNELS,
    run: (call) => ({ members: [...conversation(call).members], ...ONE_PAGE }),
  },
  'usergroups.list': {
    scopes: ['usergroups:read'],
    run: (call) => ({ usergroups: [groupObject(call.flag('include_users'))] }),
  },
  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    run(call) {
      const { group } = call.world.directory;
      if (call.required('usergroup') !== group.id) throw new SlackError('no_such_subteam');
      return { users: group.users };
    },
  },
};
