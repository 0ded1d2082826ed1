import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { BUTTON } from '../../blocks/actions.ts';
import type { Message } from '../../sandbox/api.ts';
import type { Entry } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { commandOf, operations, vendors } from '../../src/operations/catalog.ts';
import { offeredLines } from '../support/offered-lines.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

// Every line that anybody is offered to type, typed as it stands, by the whole bot on the sandbox's data and policy.
let stage: Stage;
let journal: Journal;
beforeAll(async () => {
  const POLICY_FILE = fileURLToPath(new URL('../../sandbox/policy.yml', import.meta.url));
  stage = await raise({ environment: { POLICY_FILE, HOOK_DEPLOYS_SECRET: 'a secret that is long enough for a hook' } });
  journal = await stage.journalOf('observer');
});
afterAll(() => stage?.close());
beforeEach(() => {
  for (const { id } of vendors) stage.vendor(id).reset();
});
afterEach(async () => {
  const { workspace } = stage.slack;
  for (const view of workspace.views('ada').toReversed()) {
    await workspace.close({ as: workspace.person('ada')!.id, viewId: view.id });
  }
});

const FAILED = /^(Not done|Not allowed|Refused by|Outcome unknown|No clear answer|Something went wrong|I do not know)/m;
const EMPTY = /^\W*(No |Nothing |None |There is (no|nothing))/m;
const ENDED = new Set(['succeeded', 'denied', 'refused', 'failed', 'unknown', 'expired', 'cancelled']);

/** The operation that a line runs; none when it asks for help or for something of the bot's own. */
const operationOf = (line: string) =>
  / help$/.test(line)
    ? undefined
    : operations.find((one) => line === commandOf(one) || line.startsWith(`${commandOf(one)} `));

const newest = async (): Promise<Entry | undefined> => (await journal.history({}, { limit: 1 })).entries[0];
const wordsOf = ({ text, blocks }: Message): string => `${wordsIn(blocks)}\n${text}`;

/** The label of a button in a message. */
function labelOf({ blocks = [] }: Message, action: string): string | undefined {
  const all = blocks.flatMap((block) => ('elements' in block ? (block.elements as object[]) : []));
  const found = all.find((one) => (one as { action_id?: string }).action_id?.startsWith(action));
  return (found as { text: { text: string } } | undefined)?.text.text;
}

/** Presses what has to be agreed to, as whoever may. */
async function agree(): Promise<void> {
  for (const [action, as] of [
    [BUTTON.confirm, 'ada'],
    [BUTTON.approve, 'grace'],
  ] as const) {
    const message = stage.slack.workspace.messages(as, '#operations').findLast((one) => labelOf(one, action));
    if (!message) continue;
    await stage.press(message, labelOf(message, action)!, as);
    return;
  }
}

it.each(offeredLines())('%s', async (line) => {
  const operation = operationOf(line);
  const before = (await newest())?.reference;
  await stage.type(line);
  if (line === '/ops watch') {
    await stage.opens('Set up a watch');
    return;
  }
  if (!operation) {
    const words = wordsOf(await stage.sees(/\S/));
    expect(words).not.toMatch(FAILED);
    expect(words).not.toMatch(EMPTY);
    return;
  }
  const deadline = performance.now() + 8_000;
  let entry: Entry | undefined;
  while (performance.now() < deadline) {
    const form = stage.slack.workspace.views('ada').at(-1);
    if (form) {
      // Bare words open the form; a line with values must run as it stands.
      expect(line, wordsIn(form)).toBe(commandOf(operation));
      return;
    }
    entry = await newest();
    if (entry && entry.reference !== before && ENDED.has(entry.state)) break;
    await agree();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(entry).toMatchObject({ operation: operation.id, state: 'succeeded' });
  const words = wordsOf(await stage.sees(/\S/));
  expect(words).not.toMatch(FAILED);
  if (operation.risk === 'read') expect(words).not.toMatch(EMPTY);
});
