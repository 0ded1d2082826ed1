import { readdirSync, readFileSync } from 'node:fs';
import { helpMessage } from '../../blocks/help.ts';
import { homeView } from '../../blocks/home.ts';
import { WELCOME_LINES } from '../../sandbox/welcome-lines.ts';
import { appManifest } from '../../scripts/manifest.ts';
import { helpForBot } from '../../src/commands/own/index.ts';
import { exampleCommand, helpForOperation, helpForVendor } from '../../src/commands/usage.ts';
import { operations, vendors } from '../../src/operations/catalog.ts';
import { fieldsOf } from '../../src/operations/fields.ts';
import { wordsOf } from '../../src/operations/operation.ts';
import { wordsIn } from './stage.ts';

const top = new URL('../../', import.meta.url);
const commands = [...vendors.map(({ id }) => id), 'ops'].join('|');
/** Commands between backticks, or whole lines of a code block. */
const TYPED = new RegExp(`\`(/(?:${commands})(?: [^\`\\n]+)?)\`|^(/(?:${commands}) .+)$`, 'gm');
/** A placeholder: what a person has to fill in. */
const isPattern = (line: string): boolean => /<[^>]+>|\[[^\]]+\]|…|\.\.\./.test(line);

const linesIn = (text: string): string[] =>
  [...text.matchAll(TYPED)].map(([, quoted, block]) => (quoted ?? block ?? '').trim());
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(new URL('docs/', top))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

function hints(): string[] {
  const { features } = appManifest() as { features: { slash_commands: { command: string; usage_hint: string }[] } };
  return features.slash_commands.flatMap(({ command, usage_hint }) =>
    usage_hint.split(' | ').map((way) => `${command} ${way}`),
  );
}

function helpPages(): string[] {
  const pages = [
    helpForBot(),
    ...vendors.flatMap((vendor) => [
      helpForVendor(vendor),
      ...[...new Set(vendor.operations.map(({ id }) => wordsOf(id).resource))].map((resource) =>
        helpForVendor(vendor, resource),
      ),
    ]),
    ...operations.map((operation) => helpForOperation(operation, fieldsOf(operation))),
  ];
  return pages.map((page) => unescaped(wordsIn(helpMessage(page).blocks)));
}

const home = (): string =>
  unescaped(
    wordsIn(
      homeView({
        person: 'U1',
        version: '1',
        vendors: vendors.map((vendor) => ({
          ...vendor,
          on: true,
          examples: vendor.operations.slice(0, 2).map((one) => exampleCommand(one, one.examples[0])),
        })),
      }).blocks,
    ),
  );

/** Every line that somebody is offered to type, wherever that is; patterns with placeholders are not lines. */
export function offeredLines(): string[] {
  const all = [
    ...Object.values(WELCOME_LINES).flat(),
    ...operations.flatMap((one) => one.examples.map((example) => exampleCommand(one, example))),
    ...hints(),
    ...helpPages().flatMap(linesIn),
    ...linesIn(home()),
    ...pages.flatMap((page) => linesIn(readFileSync(new URL(page, top), 'utf8'))),
  ];
  const lines = [...new Set(all)].filter((line) => !isPattern(line)).sort();
  // The bot's own answers first, while nothing is on record yet.
  const isOwn = (line: string): boolean => line.startsWith('/ops ');
  return [...lines.filter(isOwn), ...lines.filter((line) => !isOwn(line))];
}
