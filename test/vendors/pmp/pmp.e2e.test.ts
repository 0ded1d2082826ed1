import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message, OpenView } from '../../../sandbox/api.ts';
import { exampleCommand } from '../../../src/commands/usage.ts';
import { commandOf } from '../../../src/operations/catalog.ts';
import { type Field, fieldsOf } from '../../../src/operations/fields.ts';
import type { Operation } from '../../../src/operations/operation.ts';
import { pmp } from '../../../src/vendors/pmp/index.ts';
import { raise, type Stage, wordsIn } from '../../support/stage.ts';

// Every operation through both doors, over real HTTP: what left for PMP, and the whole card a person reads.
let stage: Stage;
let left: string[] = [];

beforeAll(async () => {
  stage = await raise({ vendors: { only: ['pmp'], now: () => Date.UTC(2026, 10, 22, 12) } });
  stage.vendor('pmp').onExchange(({ method, url, requestBody, requestHeaders }) => {
    const boundary = /boundary=(\S+)/.exec(requestHeaders['content-type'] ?? '')?.[1];
    const body = boundary ? requestBody.replaceAll(boundary, 'BOUNDARY').replaceAll('\r\n', '\n') : requestBody;
    left.push(`${method} ${decodeURI(new URL(url).pathname)}${body ? `\n${body}` : ''}`);
  });
});
beforeEach(() => {
  left = [];
  stage.vendor('pmp').reset();
});
afterAll(() => stage.close());

/** How a typed date was understood: only a command has it, and it counts the days from today. */
const TYPED_DATE = /^ ?\*Note:\* [^\n]+: \w{3} \d{1,2} \w{3}( \d{4})?, [^\n]*\n/gm;

const normal = (text: string): string =>
  text
    .replace(TYPED_DATE, '')
    .replace(/BH-[0-9A-Z]{6}/g, 'BH-REFERENCE')
    .replace(/<!date\^[^>]+>/g, '<date>')
    .replace(/\d+(\.\d)? s\b/g, '0.0 s');
const cardOf = ({ text, blocks }: Message): string => normal(`${text}\n---\n${wordsIn(blocks)}`);
const isModalWith = (view: OpenView, type: string) => view.blocks.some((block) => block.type === type);

/** The newest message of the bot for everybody, once it came. */
async function card(): Promise<string> {
  const done = await stage.sees(/asked by/);
  expect(done.ephemeralFor, `${done.text}`).toBeUndefined();
  return cardOf(done);
}

async function byCommand(operation: Operation): Promise<string> {
  await stage.type(exampleCommand(operation, operation.examples[0]));
  const first = await stage.sees(/asked by|Nothing has been sent yet/);
  if (!wordsIn(first.blocks).includes('Nothing has been sent yet')) return cardOf(first);
  const button = /"text":"([^"]+)"[^}]*\},"value":"BH-/.exec(JSON.stringify(first.blocks))?.[1] ?? '';
  await stage.press(first, button);
  return card();
}

const filling = ({ kind, choices }: Field, value: unknown) => {
  if (kind === 'list' && !choices && Array.isArray(value)) return value.join(',');
  return typeof value === 'number' ? String(value) : (value as string | boolean | string[]);
};

async function byForm(operation: Operation): Promise<string> {
  const { workspace } = stage.slack;
  await stage.type(commandOf(operation));
  await workspace.waitFor(() => workspace.views('ada').find((view) => isModalWith(view, 'input')));
  const values = fieldsOf(operation).flatMap((field) => {
    const value = (operation.examples[0] as Record<string, unknown>)[field.name];
    return value === undefined ? [] : [[field.label, filling(field, value)] as const];
  });
  const { errors } = (await workspace.submitView('ada', Object.fromEntries(values))) as { errors?: object };
  expect(errors).toBeUndefined();
  const asks = await workspace.waitFor(() => {
    const top = workspace.views('ada').at(-1);
    if (!top) return { question: false };
    return wordsIn(top.blocks).includes('Nothing has been sent yet') && { question: true };
  });
  if (asks.question) await workspace.submitView('ada');
  return card();
}

describe.each(pmp.operations.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
  it('by command', async () => {
    expect({ card: await byCommand(operation), left }).toMatchSnapshot();
  });

  // A list asks for nothing, so its form has nothing to fill in.
  if (!fieldsOf(operation).some(({ required }) => required)) return;
  it('by form, with the same effect', async () => {
    const viaCommand = await byCommand(operation);
    const sent = left;
    stage.vendor('pmp').reset();
    left = [];
    expect(await byForm(operation)).toBe(viaCommand);
    expect(left.at(-1)).toBe(sent.at(-1));
    expect(left.filter((request) => !request.startsWith('GET'))).toEqual(
      sent.filter((request) => !request.startsWith('GET')),
    );
  });
});
