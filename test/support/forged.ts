import { interaction, send } from './signed.ts';
import type { Stage } from './stage.ts';

const TEAM = 'T0SANDBOX01';
const OPERATIONS = 'C0OPERAT001';

/** What somebody could make Slack send: the signature is right, the contents are their own. */
export function forger(stage: Stage) {
  const secret = stage.slack.env.SLACK_SIGNING_SECRET ?? '';
  const post = (payload: object) => send(stage.bot.port, { secret, body: interaction(payload) });
  let serial = 0;
  const common = (as: string, team: string) => ({
    user: { id: as, team_id: team },
    team: { id: team },
    trigger_id: `9.${++serial}.x`,
    api_app_id: 'A0',
  });
  return {
    /** A press of a button with this name and value, in #operations. */
    press: (as: string, name: string, value: string, { team = TEAM, message = '1.000001' } = {}) =>
      post({
        type: 'block_actions',
        ...common(as, team),
        channel: { id: OPERATIONS, name: 'operations' },
        container: { type: 'message', message_ts: message, channel_id: OPERATIONS, is_ephemeral: false },
        message: { ts: message },
        actions: [
          { type: 'button', action_id: `${name}:0`, block_id: 'b', value, action_ts: `${Date.now()}.${serial}` },
        ],
      }),
    /** A submitted modal. */
    submit: (as: string, view: object, { team = TEAM } = {}) =>
      post({
        type: 'view_submission',
        ...common(as, team),
        view: { id: 'V1', type: 'modal', private_metadata: '', blocks: [], state: { values: {} }, ...view },
      }),
    /** A slash command. */
    command: (as: string, command: string, text: string, { team = TEAM } = {}) =>
      send(stage.bot.port, {
        secret,
        body: new URLSearchParams({
          command,
          text,
          user_id: as,
          team_id: team,
          channel_id: OPERATIONS,
          trigger_id: `9.${++serial}.c`,
          response_url: `${stage.slack.url}/commands/none`,
        }).toString(),
      }),
  };
}
