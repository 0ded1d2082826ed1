import { operationOf } from '../../src/engine/intents.ts';
import type { Notifier } from '../../src/engine/notifier.ts';
import type { Io } from './io.ts';

const NO_BOT =
  'The approvers could not be asked: they are asked in Slack, and Slack is not set up here. The administrator of the bot can set it up.';

/**
 * The terminal's notifier. What a session waits for is shown by the session; here it is said what happens meanwhile, and
 * how entries ended that an earlier terminal left behind. Approvers sit in Slack: the bot asks them, where there is one,
 * because it finds that nobody was asked yet.
 */
export const createTerminalNotifier = (
  { note }: Io,
  { hasBot, isAwaited }: { hasBot: boolean; isAwaited(reference: string): boolean },
): Notifier => ({
  async working(entry) {
    note(`Still waiting for an answer: ${operationOf(entry).title} …`);
  },
  async finished({ reference }, { title }, { state, failure }) {
    if (!isAwaited(reference)) note(`${reference}, left over from before: ${title}: ${failure?.message ?? state}`);
  },
  async question({ reference }, { title }) {
    note(`${reference}, left over from before, was never confirmed: ${title}. Nothing was sent.`);
  },
  approvalRequested: async () => (hasBot ? undefined : NO_BOT),
  async approvalChanged() {},
  async approvalReminder() {},
});
