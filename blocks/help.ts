import type { KnownBlock } from '@slack/types';
import type { Help, HelpUsage } from '../src/commands/help-page.ts';
import { kindOf } from '../src/operations/field-kinds.ts';
import type { Field } from '../src/operations/fields.ts';
import type { Risk } from '../src/operations/operation.ts';
import { packed } from './facts.ts';
import { clean, NEXT_SHOWN, withinBudget } from './limits.ts';
import type { Message } from './message.ts';
import { buttonRow, context, headline, nextButton, section } from './parts.ts';
import { bold, code, joined, line, type Mrkdwn, md, words } from './text.ts';

const RISK_WORDS: Record<Risk, Mrkdwn> = { read: md``, write: md` (changes data)`, destructive: md` (asks you first)` };

const usageLine = ({ command, summary, risk = 'read' }: HelpUsage, cap: number): Mrkdwn =>
  joined([code(command, Math.min(cap, 300)), md`${line(summary, Math.min(cap, 300))}${RISK_WORDS[risk]}`], ' – ');

/** "12 to 40 characters", "at most 160 characters", "from 1 to 5"; empty when anything goes. */
function limitWords({ minLength = 0, maxLength, minimum, maximum }: Field): string {
  const range = (low: number | undefined, high: number | undefined): string => {
    if (low !== undefined && high !== undefined) return low === high ? `exactly ${low}` : `${low} to ${high}`;
    return low !== undefined ? `at least ${low}` : high !== undefined ? `at most ${high}` : '';
  };
  const length = range(minLength > 1 ? minLength : undefined, maxLength);
  return length ? `${length} characters` : range(minimum, maximum);
}

function fieldLine(field: Field, cap: number): Mrkdwn {
  const about = [field.required ? 'needed' : 'optional', kindOf(field).words, limitWords(field)].filter(Boolean);
  const short = Math.min(cap, 60);
  const long = Math.min(cap, 300);
  const codes = (words: readonly string[]) =>
    joined(
      words.map((word) => code(word, short)),
      ', ',
      long,
    );
  const choices = field.options?.map(({ value }) => value) ?? [];
  return joined(
    [
      code(field.name, short),
      line(`${field.label || field.name}: ${about.join(', ')}.`, long),
      line(field.hint ?? '', long),
      choices.length > 0 ? md`One of: ${codes(choices)}` : md``,
      field.aliases.length > 0 ? md`Also: ${codes(field.aliases)}` : md``,
    ],
    ' ',
  );
}

const titled = (title: string, lines: readonly Mrkdwn[], separator: '\n' | '\n\n' = '\n'): KnownBlock[] =>
  lines.length > 0 ? packed([md`${bold(title)}`, ...lines], separator) : [];

const withCode = (text: string, limit: number): Mrkdwn =>
  joined(
    clean(text)
      .split('`')
      .map((part, index) => (index % 2 === 1 ? code(part, limit) : words(part, limit))),
    ' ',
    limit,
  );

/** As many usage lines as stay readable; the rest is counted, so that nobody thinks they saw everything. */
const MOST_USAGE = 60;

/** How to use the bot, a vendor or an operation; within Slack's limits however much there is to say. */
export function helpMessage(help: Help): Message {
  const { usage, fields = [], examples = [], notes = [] } = help;
  const rest = usage.length - MOST_USAGE;
  const blocks = withinBudget((cap) => [
    headline(help.title),
    ...(help.reason ? [section(words(help.reason, Math.min(cap, 500)))] : []),
    ...(help.suggestion ? [section(md`*Did you mean* ${code(help.suggestion, Math.min(cap, 300))}?`)] : []),
    ...(help.intro ? [section(withCode(help.intro, Math.min(cap, 1000)))] : []),
    ...packed(
      usage.slice(0, MOST_USAGE).map((one) => usageLine(one, cap)),
      '\n',
    ),
    ...(rest > 0 ? [context(md`*Note:* ${rest} more are not shown here.`)] : []),
    ...titled(
      'Fields',
      fields.slice(0, 40).map((field) => fieldLine(field, cap)),
    ),
    ...titled(
      'Examples',
      examples.slice(0, 10).map((example) => code(example, Math.min(cap, 300))),
    ),
    ...notes.slice(0, 5).map((note) => context(withCode(note, Math.min(cap, 300)))),
    ...buttonRow((help.next ?? []).slice(0, NEXT_SHOWN).map((next, index) => nextButton(next, { index }, cap))),
  ]);
  const text = joined(
    [
      line(help.reason || help.title, 500) || md`Help`,
      help.suggestion ? md`Did you mean ${code(help.suggestion, 300)}?` : md``,
      joined(
        usage.map(({ command }) => code(command, 300)),
        ', ',
        1000,
      ),
    ],
    '\n',
  );
  return { text, blocks };
}
