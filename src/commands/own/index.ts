import { admission } from '../../engine/permitted.ts';
import { findVendor, vendors } from '../../operations/catalog.ts';
import { helpAnswer } from '../help.ts';
import type { Help } from '../help-page.ts';
import { parseCommand } from '../parse-command.ts';
import { historyCommand } from './history.ts';
import type { Answer, Asked, OwnCommand, OwnContext } from './own-command.ts';
import { mayICommand, whoMayCommand } from './rights.ts';
import { showCommand } from './show.ts';
import { vendorsCommand } from './vendors.ts';
import { watchCommand } from './watch.ts';
import { watchesCommand } from './watches.ts';

const versionCommand: OwnCommand = {
  word: 'version',
  summary: 'Which bot this is',
  answer: ({ version }) => ({ heading: `Bellhop ${version}`, lines: [] }),
};

/** The bot's own commands, in the order of help. */
export const ownCommands: readonly OwnCommand[] = [
  historyCommand,
  showCommand,
  watchCommand,
  watchesCommand,
  mayICommand,
  whoMayCommand,
  vendorsCommand,
  versionCommand,
];

/** A map and no object: a typed word must never meet an object's own keys. */
const byWord: ReadonlyMap<string, OwnCommand> = new Map(ownCommands.map((command) => [command.word, command]));

/** Help for the whole bot. */
export const helpForBot = (more: Partial<Help> = {}): Help => ({
  title: 'What I can do',
  intro: 'Type a command with its values, or without them to get a form. Add `--private` to see the answer alone.',
  usage: [
    ...vendors.map((vendor) => ({
      command: `/${vendor.id} help`,
      summary: `${vendor.name}: ${vendor.summary}`,
      risk: 'read' as const,
    })),
    ...ownCommands.map(({ word, values, summary }) => ({
      command: ['/ops', word, values].filter(Boolean).join(' '),
      summary,
      risk: 'read' as const,
    })),
  ],
  ...more,
});

/** The same for everybody. */
const HELP = helpForBot();

/** Help for the whole bot, or for the vendor that is named: `help pmp lead` is `/pmp help lead`. */
async function help(context: OwnContext, { text, ...asked }: Asked): Promise<Answer> {
  const [, word = '', rest = ''] = /^\/?(\S*)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
  if (word === '') return { help: HELP };
  const vendor = findVendor(word.toLowerCase());
  const wanted = vendor && parseCommand(vendor, `help ${rest}`);
  if (vendor && wanted?.ask === 'help') return helpAnswer(context, vendor, wanted, asked);
  return { help: byWord.has(word.toLowerCase()) ? HELP : helpForBot({ reason: `I do not know "${word}".` }) };
}

/** Answers what was asked of the bot itself. People who may use nothing here only learn why. */
export async function answerOwn(context: OwnContext, asked: Asked): Promise<Answer> {
  const [, word = '', text = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(asked.text) ?? [];
  const admitted = await admission(context, asked.actor, asked.place);
  if (!admitted.ok) return { sentence: admitted.why, failure: 'denied' };
  const wanted = word.toLowerCase() || 'help';
  if (wanted === 'help') return help(context, { ...asked, text });
  const command = byWord.get(wanted);
  if (command) return command.answer(context, { ...asked, text });
  return { help: helpForBot({ reason: `I do not know "${word}". I know ${['help', ...byWord.keys()].join(', ')}.` }) };
}
