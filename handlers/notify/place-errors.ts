import { slackCode } from '../slack/slack-errors.ts';

const RESTRICTED = 'Posting in the channel is restricted. Let me post there, then press Resume.';
const UNSEEN =
  'I can no longer see the channel: it was deleted, or made private without me. Invite me, then press Resume.';
const ARCHIVED = 'The channel is archived. Unarchive it, then press Resume.';

/** What Slack says of a channel that takes no message until somebody mends it. */
const PLACE_ERRORS: ReadonlyMap<string, string> = new Map([
  ['is_archived', ARCHIVED],
  ['is_inactive', ARCHIVED],
  ['not_in_channel', 'I was removed from the channel. Invite me, then press Resume.'],
  ['channel_not_found', UNSEEN],
  ['channel_is_limited_access', UNSEEN],
  ['team_not_found', UNSEEN],
  ['team_access_not_granted', 'The bot has no access to the workspace of the channel any more.'],
  ['restricted_action', RESTRICTED],
  ['restricted_action_read_only_channel', RESTRICTED],
  ['restricted_action_thread_only_channel', RESTRICTED],
  ['restricted_action_thread_locked', RESTRICTED],
  [
    'restricted_action_non_threadable_channel',
    'The channel has no threads. Change the watch to one message for each event.',
  ],
  ['ekm_access_denied', RESTRICTED],
  ['no_permission', RESTRICTED],
  ['cannot_dm_bot', 'This person takes no messages.'],
  ['cannot_dm_user', 'This person takes no messages.'],
  ['user_disabled', 'This account is deactivated.'],
  ['user_not_found', 'This account does not exist.'],
]);

/** Why nothing can be posted there, for people; undefined for any other error. */
export const placeTrouble = (error: unknown): string | undefined => PLACE_ERRORS.get(slackCode(error));

/** The bot itself is shut out everywhere: no fault of a place, and mended by the administrator alone. */
const OF_THE_BOT = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
  'missing_scope',
  'org_login_required',
  'not_allowed_token_type',
]);

export const isOfTheBot = (error: unknown): boolean => OF_THE_BOT.has(slackCode(error));

/** The message is gone, or can no longer be changed. */
const MESSAGE_GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'cannot_reply_to_message',
  'thread_not_found',
]);

export const isMessageGone = (error: unknown): boolean => MESSAGE_GONE.has(slackCode(error));

/** What to say of a message that Slack does not take in any form. */
export const refusedMessage = (error: unknown): string =>
  `Slack refuses my message (${slackCode(error) || 'no reason given'}). The administrator of the bot finds more in its log.`;
