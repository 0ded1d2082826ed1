/**
 * Our second reading of what Slack refuses, written from its documentation and on purpose without a look at `blocks/`:
 * a mistake then has to be made twice to go unnoticed. Each function returns Slack's words, or nothing.
 */
import { duplicateIds, focusedTwice, textLength, tooMany } from './across.ts';
import { blockOn, type Surface } from './blocks.ts';
import {
  boolean,
  byType,
  exactlyOne,
  type Fault,
  isObject,
  list,
  object,
  oneOf,
  type Rule,
  string,
  wordsOf,
} from './check.ts';
import { option, optionGroup, plain } from './composition.ts';

/** Undocumented; seen by many at about this sum over all blocks. */
const MESSAGE_TEXT_LIMIT = 13_200;
const MARKDOWN_LIMIT = 12_000;
/** In bytes of JSON. */
const VIEW_LIMIT = 250 * 1024;

const run = (rule: Rule, value: unknown, at: string): Fault[] => {
  const faults: Fault[] = [];
  rule(value, at, faults);
  return faults;
};

function across(blocks: readonly unknown[], at: string): Fault[] {
  return [...duplicateIds(blocks, at), ...focusedTwice(blocks, at)];
}

/** What is wrong with the blocks of a message, in Slack's words; empty when it would be posted. */
export function messageFaults(blocks: unknown): string[] {
  const faults = run(list(blockOn('message'), 50, 0), blocks, '/blocks');
  if (Array.isArray(blocks)) {
    faults.push(...across(blocks, '/blocks'), ...tooMany(blocks, '/blocks', ['table', 'data_table'], 1));
    faults.push(...tooMany(blocks, '/blocks', ['data_visualization'], 2));
    const markdown = blocks.filter((block) => isObject(block) && block.type === 'markdown');
    if (textLength(markdown) > MARKDOWN_LIMIT) {
      faults.push({ message: `must be less than ${MARKDOWN_LIMIT + 1} characters`, pointer: '/blocks' });
    }
  }
  return faults.map(wordsOf);
}

/** Whether Slack would answer `msg_blocks_too_long` although each block alone is fine. */
export const isTooLongTogether = (blocks: readonly unknown[]): boolean => textLength(blocks) > MESSAGE_TEXT_LIMIT;

const viewOn = (
  surface: Surface,
  more: { required?: Record<string, Rule>; optional?: Record<string, Rule> } = {},
): Rule =>
  object({
    required: { blocks: list(blockOn(surface), 100, 0), ...more.required },
    optional: {
      private_metadata: string(3000, { min: 0 }),
      callback_id: string(255, { min: 0 }),
      external_id: string(255, { min: 0 }),
      ...more.optional,
    },
  });

const VIEWS: Readonly<Record<'modal' | 'home', Rule>> = {
  modal: viewOn('modal', {
    required: { title: plain(24) },
    optional: { submit: plain(24), close: plain(24), clear_on_close: boolean, notify_on_close: boolean },
  }),
  home: viewOn('home'),
};

/** What is wrong with a view, in Slack's words; `kind` is the surface the method asks for. */
export function viewFaults(view: unknown, kind: 'modal' | 'home'): string[] {
  const faults = run(byType({ [kind]: VIEWS[kind] }), view, '/view');
  if (isObject(view) && Array.isArray(view.blocks)) {
    faults.push(...across(view.blocks, '/view/blocks'));
    const input = view.blocks.findIndex((block) => isObject(block) && block.type === 'input');
    if (kind === 'modal' && input >= 0 && view.submit === undefined) {
      const message = 'must define `submit` to use an `input` block in modals';
      faults.push({ message, pointer: `/view/blocks/${input}/input` });
    }
  }
  return faults.map(wordsOf);
}

export const isViewTooLarge = (view: unknown): boolean => Buffer.byteLength(JSON.stringify(view)) > VIEW_LIMIT;

const answer = object({
  optional: { options: list(option, 100, 0), option_groups: list(optionGroup, 100, 0) },
  together: exactlyOne('options', 'option_groups'),
});

/** What is wrong with the answer to a type-ahead. */
export const optionsFaults = (body: unknown): string[] => run(answer, body, '').map(wordsOf);

const viewResponse = object({
  required: { response_action: oneOf('errors', 'update', 'push', 'clear') },
  optional: { errors: () => {}, view: () => {} },
});

/** What is wrong with the answer to a submission, apart from the view in it. */
export const viewResponseFaults = (body: unknown): string[] => run(viewResponse, body, '').map(wordsOf);
