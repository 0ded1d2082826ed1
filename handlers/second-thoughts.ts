import { noticeMessage } from '../blocks/status.ts';
import { failureOf, OperationError } from '../src/errors.ts';
import type { Entry, Intent } from '../src/intent.ts';
import { operationOf } from '../src/engine/engine.ts';
import type { Press } from './press.ts';
import { begin } from './support/begin.ts';
import type { Desk } from './support/desk.ts';

/** What did not come about when a press fails before anything was sent, and what that leaves as it was. */
interface Failing {
  not: string;
  stays: string;
}

const NOT_LOOKED_UP: Failing = { not: 'I could not look it up.', stays: 'The outcome is still unknown.' };
const NOT_MARKED: Failing = { not: 'I could not mark it as done.', stays: 'The outcome is still unknown.' };
const NOT_SENT: Failing = { not: 'I did not send anything.', stays: 'Everything is as it was.' };

/** Runs `work`; what stands against it is told to the person who pressed, and never as the end of the intent itself. */
async function orSayWhy(desk: Desk, press: Press, failing: Failing, work: () => Promise<void>): Promise<void> {
  const { value, actor, origin } = press;
  const entry = await desk.journal.find(value);
  try {
    if (entry) await desk.runner.mayRun(operationOf(entry), actor, origin);
    await work();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'bug') throw error;
    const about = entry ? `${operationOf(entry).title}, ${value}: ` : '';
    // Our own reasons say all there is to say.
    const why =
      failure.kind === 'input' ? failure.message : `${about}${failing.not} ${failure.message} ${failing.stays}`;
    await desk.deliver.toPerson(origin, actor, noticeMessage(why));
  }
}

/** The card whose button was pressed is the one to change, also if it is so new that its place is not on record yet. */
function onThisCard(entry: Entry, { origin: { channel, message } }: Press): Entry {
  if (!channel || !message) return entry;
  return { ...entry, messages: { ...entry.messages, result: { channel, ts: message } } };
}

/** Looks at the vendor how an unknown one ended; its card then says so. */
export const lookUp = (desk: Desk, press: Press): Promise<void> =>
  orSayWhy(desk, press, NOT_LOOKED_UP, async () =>
    desk.runner.tell(onThisCard(await desk.amend.lookUp(press.value, press.actor), press)),
  );

/** Somebody saw that it was done. */
export const markDone = (desk: Desk, press: Press): Promise<void> =>
  orSayWhy(desk, press, NOT_MARKED, async () =>
    desk.runner.tell(onThisCard(await desk.amend.markDone(press.value, press.actor), press)),
  );

/** Every wish that follows from an old one is confirmed, journaled and checked like any other. */
const afresh = (desk: Desk, press: Press, wish: () => Promise<Intent>): Promise<void> =>
  orSayWhy(desk, press, NOT_SENT, async () => {
    const intent = await wish();
    const known = await begin(desk, operationOf(intent), intent, async () => {});
    if (known) throw new OperationError({ kind: 'input', message: `This was asked already: ${known.reference}.` });
  });

export const undo = (desk: Desk, press: Press): Promise<void> =>
  afresh(desk, press, () => desk.amend.undo(press.value, press.actor, press.origin));

/** Sends an unknown one once more; the button itself asked whether that is really wanted. */
export const again = (desk: Desk, press: Press): Promise<void> =>
  afresh(desk, press, () => desk.amend.again(press.value, press.actor, press.origin));
