import type { HomeView, ModalView } from '@slack/types';
import { SlackError } from '@slack/web-api';
import type { Context } from '../context.ts';
import { forLog, isTemporary, slackCode } from './slack-errors.ts';
import { NOT_FOUND, withRetries } from './with-retries.ts';

type Target = { view_id: string } | { external_id: string };

/** Whether Slack refused or failed, and not our own code. */
export const isSlackTrouble = (error: unknown): boolean => error instanceof SlackError || isTemporary(error);

/** Opens a modal. Undefined when Slack does not: a trigger lives three seconds and works once. */
export async function openView(
  { slack, log }: Pick<Context, 'slack' | 'log'>,
  triggerId: string,
  view: ModalView,
): Promise<string | undefined> {
  try {
    const opened = await slack.interactive.views.open({ trigger_id: triggerId, view });
    return opened.view?.id ?? '';
  } catch (error) {
    if (!isSlackTrouble(error)) throw error;
    log.warn(forLog(error), 'view not opened');
    return undefined;
  }
}

/** Replaces the content of an open modal. False when the person closed it meanwhile, which is no error. */
export async function updateView(
  { slack, log }: Pick<Context, 'slack' | 'log'>,
  target: Target,
  view: ModalView,
): Promise<boolean> {
  try {
    await withRetries(() => slack.interactive.views.update({ ...target, view }));
    return true;
  } catch (error) {
    if (!NOT_FOUND.has(slackCode(error))) throw error;
    log.debug(forLog(error), 'view closed before it was loaded');
    return false;
  }
}

export const publishHome = ({ slack }: Pick<Context, 'slack'>, person: string, view: HomeView): Promise<unknown> =>
  withRetries(() => slack.interactive.views.publish({ user_id: person, view }));
