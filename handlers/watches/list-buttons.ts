import type { Message } from '../../blocks/message.ts';
import { noticeMessage } from '../../blocks/status.ts';
import { type WatchItem, watchListMessage } from '../../blocks/watch-list.ts';
import { doWith, habitWords, isDeed, pausedUntil, stateWords, type WatchDeed } from '../../src/commands/own/watches.ts';
import type { Actor } from '../../src/journal/intent.ts';
import type { ListedWatch } from '../../src/watches/watches.ts';
import { type ButtonAction, sayFailure } from '../button-action.ts';
import type { Context } from '../context.ts';
import { placeOf, replyToOf } from '../slack/reply-to.ts';
import { placeAddressOf, slackPlace } from '../slack/watch-place.ts';
import { openWatchForm } from './open-watch-form.ts';
import { watchDraft } from './watch-draft.ts';

const itemOf = (listed: ListedWatch, actor: Actor, now: number): WatchItem => {
  const { watch, title } = listed;
  const channel = placeAddressOf(watch.place)?.channel;
  return {
    id: watch.id,
    title,
    state: stateWords(listed, now),
    habit: habitWords(watch),
    owner: watch.owner.id,
    ...(channel ? { channel } : {}),
    isPaused: watch.state === 'paused',
    isMine: watch.owner.id === actor.id,
  };
};

/** The list with its buttons. `at`: the present, by the clock of the storage. */
export const listMessage = (watches: readonly ListedWatch[], actor: Actor, at: number): Message =>
  watchListMessage(
    watches.map((one) => itemOf(one, actor, at)),
    1,
  );

/** The list as it is now, in place of the one whose button was pressed. */
async function showAnew(context: Context, action: ButtonAction, page: number, said?: string): Promise<void> {
  const { actor, origin, body } = action;
  const { channel, team = actor.team } = replyToOf(origin);
  const place = channel === undefined ? undefined : slackPlace({ team, channel });
  const [watches, now] = await Promise.all([context.watches.list(place, actor), context.journal.now()]);
  const items = watches.map((one) => itemOf(one, actor, now));
  const message = watchListMessage(items, page, said);
  const isShown = body.response_url !== undefined && (await context.deliver.replace(body.response_url, message));
  if (!isShown) await context.deliver.toPerson(origin, actor, message);
}

export const turnWatchList = (context: Context, action: ButtonAction): Promise<void> =>
  showAnew(context, action, Number(action.value) || 1);

/** Does something with a watch and gives the sentence that says so; undefined when that was refused, which is said then. */
export async function doOrSay(
  context: Context,
  action: ButtonAction,
  deed: Exclude<WatchDeed, 'change'>,
  id: string,
  until?: number,
): Promise<string | undefined> {
  const asked = { actor: action.actor, place: placeOf(action.origin) };
  try {
    const said = await doWith(context, deed, id, asked, until);
    const watch = until === undefined ? undefined : await context.watches.find(id);
    return watch && until !== undefined ? pausedUntil(watch, until, await context.journal.now()) : said;
  } catch (error) {
    await sayFailure(context, action, error);
    return undefined;
  }
}

export const openChange = (context: Context, { origin, actor, body }: ButtonAction, watch: string): Promise<void> =>
  openWatchForm(context, watchDraft({ entries: {}, errors: {}, watch }, origin), body.trigger_id, actor);

/** A button of the list. */
export async function listDeed(context: Context, action: ButtonAction): Promise<void> {
  const [, word = '', id = ''] = /^(\S+) (\S+)$/.exec(action.value) ?? [];
  if (!isDeed(word)) return;
  if (word === 'change') return openChange(context, action, id);
  const said = await doOrSay(context, action, word, id);
  if (said !== undefined) await showAnew(context, action, 1, said);
}

const byId =
  (deed: Exclude<WatchDeed, 'change'>) =>
  async (context: Context, action: ButtonAction): Promise<void> => {
    const said = await doOrSay(context, action, deed, action.value);
    if (said !== undefined) await context.deliver.toPerson(action.origin, action.actor, noticeMessage(said));
  };

/** The buttons of a notice that says that a watch is paused. */
export const resume = byId('resume');
export const becomeOwner = byId('own');
