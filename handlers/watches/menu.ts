import { readWatchMenu } from '../../blocks/actions.ts';
import { noticeMessage } from '../../blocks/status.ts';
import { pauseUntil } from '../../src/commands/own/watch-until.ts';
import { type ButtonAction, sayFailure } from '../button-action.ts';
import type { Context } from '../context.ts';
import { placeOf } from '../slack/reply-to.ts';
import { doOrSay, openChange } from './list-buttons.ts';

const PAUSES = { pause_hour: '1h', pause_day: '1d', pause_monday: 'monday' } as const;

const GONE = 'There is no such watch any more. /ops watches lists those that there are.';

async function mute(context: Context, action: ButtonAction, id: string, subject: string): Promise<string | undefined> {
  const { actor, origin } = action;
  try {
    await context.watches.mute(id, subject, { actor, policyPlace: placeOf(origin) });
    return `Muted: ${id} says nothing more about this record.`;
  } catch (error) {
    await sayFailure(context, action, error);
    return undefined;
  }
}

/** The menu of a notification: everybody sees it, and whoever may look at what is watched may use it. */
export async function watchMenu(context: Context, action: ButtonAction): Promise<void> {
  const chosen = readWatchMenu(action.value, action.body.actions[0]?.block_id ?? '');
  const watch = chosen && (await context.watches.find(chosen.watch));
  const say = (sentence: string) => context.deliver.toPerson(action.origin, action.actor, noticeMessage(sentence));
  if (!chosen || !watch || watch.state === 'stopped') return say(GONE);
  const { choice, subject } = chosen;
  if (choice === 'change') return openChange(context, action, watch.id);
  let said: string | undefined;
  if (choice === 'mute') said = subject === undefined ? undefined : await mute(context, action, watch.id, subject);
  else if (choice === 'stop') said = await doOrSay(context, action, 'stop', watch.id);
  else {
    const until = pauseUntil(PAUSES[choice], watch.settings.zone, await context.journal.now());
    said = await doOrSay(context, action, 'pause', watch.id, until);
  }
  if (said !== undefined) await say(said);
}
