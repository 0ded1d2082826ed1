import type { HomeView, KnownBlock } from '@slack/types';
import type { Risk } from '../src/operations/operation.ts';
import { LIMITS } from './limits.ts';
import { buttonRow, context, headline, nextButton, section } from './parts.ts';
import { bold, code, joined, line, md, mention, words } from './text.ts';

export interface HomeVendor {
  /** Also the name of its command. */
  id: string;
  name: string;
  summary: string;
  /** True if it is configured; it may still not answer. */
  on: boolean;
  /** The operations, the most useful first. */
  operations: readonly { id: string; title: string; risk: Risk }[];
  /** Commands that work as they stand. */
  examples: readonly string[];
}

export interface Home {
  /** User id of who looks at it. */
  person: string;
  vendors: readonly HomeVendor[];
  version: string;
}

const FORMS_SHOWN = 5;
const EXAMPLES_SHOWN = 3;

/** Numbers the buttons of all vendors, so that no two have the same id. */
const formIndex = (vendor: number, form: number): number => vendor * FORMS_SHOWN + form;

function vendorBlocks(vendor: HomeVendor, position: number): KnownBlock[] {
  const { id, operations, examples } = vendor;
  const lines = [
    joined([bold(vendor.name, 60), vendor.on ? md`set up` : md`not set up`], ' · '),
    line(vendor.summary, 300),
  ];
  if (!vendor.on) return [{ type: 'divider' }, section(joined(lines, '\n'))];
  const commands = examples.slice(0, EXAMPLES_SHOWN).map((example) => code(example, 300));
  const help =
    operations.length === 0
      ? md`There is nothing here that you may run now. The administrator of the bot decides who may do what.`
      : md`All ${operations.length} with ${code(`/${id} help`)}`;
  return [
    { type: 'divider' },
    section(joined([...lines, ...commands, help], '\n')),
    ...buttonRow(
      operations.slice(0, FORMS_SHOWN).map((operation, form) =>
        nextButton(
          { operation: operation.id, label: operation.title, input: {} },
          {
            index: formIndex(position, form),
            about: vendor.name,
            style: operation.risk === 'destructive' ? 'danger' : undefined,
          },
        ),
      ),
    ),
  ];
}

/** The Home tab of a person who may not use the bot: only the reason. */
export const excludedHome = (why: string): HomeView => ({
  type: 'home',
  blocks: [headline('Bellhop'), section(words(why, 1000))],
});

/** The bot's Home tab: what can be typed, forms to open, and which vendors are set up. */
export function homeView({ person, vendors, version }: Home): HomeView {
  const ready = vendors.filter(({ on }) => on).length;
  const blocks: KnownBlock[] = [
    headline('Bellhop: ring once, it is done once'),
    section(
      md`Hello ${mention(person)}. Type a command in any channel, or press a button here. Vendors set up: ${ready} of ${vendors.length}.`,
    ),
    context(md`Add ${code('--private')} to a command to keep its answer to yourself. More with ${code('/ops help')}.`),
    ...vendors.flatMap(vendorBlocks),
  ];
  return {
    type: 'home',
    blocks: [...blocks.slice(0, LIMITS.viewBlocks - 1), context(md`Bellhop ${line(version, 40)}`)],
  };
}
