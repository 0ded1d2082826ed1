import { setTimeout as wait } from 'node:timers/promises';
import type { HomeView, ModalView } from '@slack/types';
import { SlackError } from '@slack/web-api';
import type { Context } from '../context.ts';
import { forLog, isTemporary, slackCode, statedWaitMs } from './slack-errors.ts';

/** A person waits in front of it, so these are short. Slack may need some 150 ms until it finds a view that is new. */
const PAUSES_MS = [100, 200, 300, 500, 1_000, 1_500];
const LONGEST_PAUSE_MS = 2_000;

/** Not there yet, or not any more: Slack says the same of both. */
const NOT_FOUND = new Set(['not_found', 'view_not_found', 'view_closed']);
const MAY_PASS = new Set([...NOT_FOUND, 'hash_conflict']);

type Target = { view_id: string } | { external_id: string };

/** Whether Slack refused or failed, and not our own code. */
export const isSlackTrouble = (error: unknown): boolean => error instanceof SlackError || isTemporary(error);

/** A few short tries. Rejects with the last error. */
async function withRetries<T>(show: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await show();
    } catch (error) {
      if (!isTemporary(error) && !MAY_PASS.has(slackCode(error))) throw error;
      await wait(Math.min(statedWaitMs(error) ?? pause, LONGEST_PAUSE_MS));
    }
  }
  return show();
}

/** Opens a modal. Undefined when Slack does not: a trigger lives three seconds and works once. */
export async function openView(
  { slack, log }: Pick<Context, 'slack' | 'log'>,
  triggerId: string,
  view: ModalView,
): Promise<string | undefined> {
  try {
    const opened = await slack.quick.views.open({ trigger_id: triggerId, view });
    return opened.view?.id ?? '';
  } catch (error) {
    if (!isSlackTrouble(error)) throw error;
    log.warn(forLog(error), 'view not opened');
    return undefined;
  }
}

/** Replaces the content of an open modal. A person who closed it meanwhile is no error: nothing is shown then. */
export async function updateView(
  { slack, log }: Pick<Context, 'slack' | 'log'>,
  target: Target,
  view: ModalView,
): Promise<void> {
  try {
    await withRetries(() => slack.quick.views.update({ ...target, view }));
  } catch (error) {
    if (!NOT_FOUND.has(slackCode(error))) throw error;
    log.debug(forLog(error), 'view closed before it was loaded');
  }
}

export const publishHome = ({ slack }: Pick<Context, 'slack'>, person: string, view: HomeView): Promise<unknown> =>
  withRetries(() => slack.quick.views.publish({ user_id: person, view }));
