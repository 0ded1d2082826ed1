import { setTimeout as wait } from 'node:timers/promises';
import type { Message } from '../../sandbox/api.ts';
import type { Workspace } from '../../sandbox/slack/index.ts';
import type { Trail } from './board.ts';
import { APPROVERS } from './recipes.ts';

export interface Actors {
  workspace: Workspace;
  /** References of the entries of an intent that are on record. */
  referencesOf(trail: Trail): Promise<string[]>;
  /** One modal at a time for each person. */
  alone<T>(person: string, work: () => Promise<T>): Promise<T>;
}

const AGAIN = 'Try again';
const PATIENCE_MS = 6_000;
const VIEW_MS = 4_000;

/** Everything this person can read where the intent was made, and in the direct message with the bot. */
function messagesFor(workspace: Workspace, { intent: { person, channel } }: Trail): Message[] {
  const direct = workspace.person(person)?.id ?? '';
  return [...workspace.messages(person, channel), ...workspace.messages(person, direct)];
}

/** Waits for a message with this button that has one of the words in it. Throws when there is none in time. */
async function findButton(
  { workspace }: Actors,
  trail: Trail,
  label: string,
  words: () => Promise<string[]>,
): Promise<Message> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await wait(50)) {
    const wanted = await words();
    const found = messagesFor(workspace, trail).findLast((message) => {
      const inside = JSON.stringify(message.blocks ?? []);
      return inside.includes(`"${label}"`) && wanted.some((word) => inside.includes(word));
    });
    if (found) return found;
  }
  throw new Error(`no "${label}" came`);
}

async function press(
  { workspace }: Actors,
  trail: Trail,
  message: Message,
  label: string,
  person: string = trail.intent.person,
): Promise<void> {
  const presses = trail.intent.faults.delivery === 'double click' ? 2 : 1;
  const done = await Promise.all(Array.from({ length: presses }, () => workspace.press(person, message, label)));
  for (const one of done) trail.did.push({ at: Date.now(), what: one.ok ? `${person} pressed "${label}"` : one.error });
}

async function type({ workspace }: Actors, { intent, did }: Trail): Promise<void> {
  const as = workspace.person(intent.person)?.id ?? '';
  const done = await workspace.command({ as, channel: intent.channel, text: intent.typed });
  did.push({ at: Date.now(), what: done.ok ? intent.typed : done.error });
}

async function fillForm(hand: Actors, trail: Trail): Promise<void> {
  const { workspace } = hand;
  const { person, form, door, press: label } = trail.intent;
  if (!form) return;
  await type(hand, trail);
  const top = () => workspace.views(person).at(-1);
  await workspace.waitFor(() => {
    const view = top();
    const isLoaded = view?.blocks.some(({ type }) => type === 'input');
    return isLoaded && (view as { title?: { text: string } }).title?.text === form.title;
  }, VIEW_MS);
  const submit = async (fill: Record<string, string>) => {
    const done = await workspace.submitView(person, fill);
    trail.did.push({ at: Date.now(), what: done.ok ? `submitted ${JSON.stringify(done.errors ?? fill)}` : done.error });
  };
  await submit(form.fill);
  if (door !== 'confirm in a form') return;
  await workspace.waitFor(() => (top() as { submit?: { text: string } } | undefined)?.submit?.text === label, VIEW_MS);
  await submit({});
}

async function closeAll({ workspace }: Actors, person: string): Promise<void> {
  const top = workspace.views(person).at(-1);
  const as = workspace.person(person)?.id ?? '';
  if (top) await workspace.close({ as, viewId: top.id, all: true });
}

async function actOut(hand: Actors, trail: Trail): Promise<void> {
  const { door, person, press: label = '', marker } = trail.intent;
  const buttonOfOwn = () => findButton(hand, trail, label, () => hand.referencesOf(trail));
  switch (door) {
    case 'command':
    case 'rivals':
      return type(hand, trail);
    case 'form':
    case 'confirm in a form':
      return hand.alone(person, () => fillForm(hand, trail).finally(() => closeAll(hand, person)));
    case 'confirm':
    case 'cancel':
    case 'next button': {
      await type(hand, trail);
      return press(hand, trail, await findButton(hand, trail, label, async () => [marker]), label);
    }
    case 'retry button':
    case 'look up':
    case 'undo':
    case 'run again': {
      await type(hand, trail);
      return press(hand, trail, await buttonOfOwn(), label);
    }
    case 'retry of an undo': {
      await type(hand, trail);
      await press(hand, trail, await buttonOfOwn(), label);
      return press(hand, trail, await findButton(hand, trail, AGAIN, () => hand.referencesOf(trail)), AGAIN);
    }
    case 'approval': {
      await type(hand, trail);
      const card = await buttonOfOwn();
      await Promise.all(APPROVERS.map((approver) => press(hand, trail, card, label, approver)));
    }
  }
}

/** Does what the person of an intent does, as far as the bot lets them. Never throws: giving up is part of the trail. */
export async function act(hand: Actors, trail: Trail): Promise<void> {
  await wait(trail.intent.startAfterMs);
  try {
    await actOut(hand, trail);
  } catch (error) {
    trail.did.push({ at: Date.now(), what: `gave up: ${error instanceof Error ? error.message : String(error)}` });
  }
}
