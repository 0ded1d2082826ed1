import { format, isValid, parse } from 'date-fns';
import type { Fields, SearchKey } from './resource.ts';
import type { Row } from './store.ts';

/** What ends as a PHP error page with status 500: unknown columns, impossible dates, an array where a column is. */
export class PhpError extends Error {}

const convert = (text: string, from: readonly string[], to: string): string => {
  for (const pattern of from) {
    const date = parse(text, pattern, new Date(0));
    if (isValid(date)) return format(date, to);
  }
  throw new PhpError(`Incorrect date value: '${text}'`);
};

/** The site's date setting is DD/MM/YYYY; ISO passes untouched. Empty is no date. Throws a PhpError. */
export const toDate = (text: string | null | undefined): string | null =>
  text ? convert(text, ['dd/MM/yyyy', 'yyyy-MM-dd'], 'yyyy-MM-dd') : null;

export const toDateTime = (text: string | null | undefined): string | null =>
  text
    ? convert(text, ['dd/MM/yyyy HH:mm:ss', 'yyyy-MM-dd HH:mm:ss', 'dd/MM/yyyy', 'yyyy-MM-dd'], 'yyyy-MM-dd HH:mm:ss')
    : null;

/** A break before each newline, again on every save: text that is read and sent back as it is grows. */
export const withBreaks = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : text.replace(/\r?\n/g, '<br />$&');

export const withoutTags = (text: string | null | undefined): string => (text ?? '').replace(/<[^>]*>/g, '');

/** A checkbox is on when its key is there at all, whatever the value. */
export const isPresent = (fields: Fields, name: string): '0' | '1' => (name in fields ? '1' : '0');

export const textOf = (fields: Fields, name: string): string | null => {
  const value = fields[name] ?? null;
  if (typeof value !== 'string' && value !== null) throw new PhpError('Array to string conversion');
  return value;
};

export function listOf(fields: Fields, name: string): readonly string[] {
  const value = fields[name] ?? [];
  return typeof value === 'string' ? value.split(',').filter(Boolean) : value;
}

/** The named columns that the request carries; what it leaves out stays out. */
export const columns = (fields: Fields, names: readonly string[]): Row =>
  Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, textOf(fields, name)]));

/** A search key as SQL LIKE reads it: any case, `%` for anything. */
export function like(key: string): SearchKey {
  const pattern = key
    .split('%')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const [anywhere, atStart] = [new RegExp(pattern, 'isu'), new RegExp(`^${pattern}`, 'isu')];
  return { isIn: (text) => anywhere.test(text ?? ''), starts: (text) => atStart.test(text ?? '') };
}
