import { stripVTControlCharacters, styleText } from 'node:util';
import { format, isValid, parseISO } from 'date-fns';
import type { Card, Facts, Row, Value } from '../../src/operations/card.ts';

/** How wide the terminal is, and whether it shows colours. */
export interface Look {
  columns: number;
  colours: boolean;
}

/** Vendor text must not move the cursor, clear the screen or write a title. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const safe = (text: string): string => stripVTControlCharacters(text).replace(CONTROL, '');
const oneLine = (text: string): string => safe(text).replace(/\s+/g, ' ').trim();

/** A day as it is; a moment in the time of this machine. */
function dateText(iso: string): string {
  const at = parseISO(iso);
  return iso.includes('T') && isValid(at) ? format(at, 'yyyy-MM-dd HH:mm') : iso;
}

/** One value as a person reads it; empty for nothing. */
export function valueText(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return oneLine(String(value));
  if ('date' in value) return dateText(oneLine(value.date));
  if ('code' in value) return oneLine(value.code);
  if ('person' in value) return oneLine(value.person);
  if ('link' in value) return `${oneLine(value.text)} <${oneLine(value.link)}>`;
  return `${oneLine(value.was) || '(empty)'} → ${oneLine(value.now) || '(empty)'}`;
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;

/** `label  value`, the labels in one column. */
export function factLines(facts: Facts, { colours }: Pick<Look, 'colours'>): string[] {
  const shown = Object.entries(facts).flatMap(([label, value]) => {
    const text = valueText(value);
    return text === '' ? [] : [[oneLine(label), text] as const];
  });
  const width = Math.max(0, ...shown.map(([label]) => label.length));
  const dim = (text: string) => (colours ? styleText('dim', text, { validateStream: false }) : text);
  return shown.map(([label, text]) => `${dim(label.padEnd(width))}  ${text}`);
}

/** A row a line, its parts in columns no wider than the terminal allows together. */
export function tableLines(rows: readonly Row[], { columns }: Pick<Look, 'columns'>): string[] {
  const cells = rows.map(({ title, details = [] }) => [oneLine(title), ...details.map(valueText)]);
  const count = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.min(40, Math.max(...cells.map((row) => (row[index] ?? '').length))),
  );
  return cells.map((row) =>
    cut(
      widths
        .map((width, index) => cut(row[index] ?? '', width).padEnd(width))
        .join('  ')
        .trimEnd(),
      columns,
    ),
  );
}

/** A card as lines of text. */
export function cardLines({ headline, body, facts = {}, rows = [], notes = [] }: Card, look: Look): string[] {
  const bold = (text: string) => (look.colours ? styleText('bold', text, { validateStream: false }) : text);
  const parts = [
    [bold(oneLine(headline))],
    body?.trim() ? safe(body).trim().split('\n') : [],
    factLines(facts, look),
    tableLines(rows, look),
    notes.map((note) => `Note: ${oneLine(note)}`),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}
