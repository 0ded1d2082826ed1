import type { RecordField, RecordKind, ShownRecord } from '../api.ts';
import type { Books } from './books.ts';

/** Records of one kind as somebody at the vendor works on them, without the bot. */
export interface RecordBook extends Omit<RecordKind, 'fields'> {
  fields: readonly RecordField[];
  /** Newest first. */
  all(): readonly ShownRecord[];
  /** False: there is no such record. */
  change(id: string, values: Readonly<Record<string, string>>): boolean;
  /** Returns the id of the new record. What `values` leave out is chosen here. */
  add(values: Readonly<Record<string, string>>): string;
  remove(id: string): boolean;
}

/** A book that is replaced when its vendor is reset. */
export const throughLatest = (latest: () => RecordBook): RecordBook => ({
  ...latest(),
  all: () => latest().all(),
  change: (id, values) => latest().change(id, values),
  add: (values) => latest().add(values),
  remove: (id) => latest().remove(id),
});

/** How many records a list shows at once. */
const SHOWN = 40;

/** What somebody at a vendor can do with its records. Methods that change say false when there is no such kind or record. */
export interface RecordEditor {
  kinds(): readonly RecordKind[];
  /** The newest that hold the words, and how many there are. */
  list(kind: string, find: string): { records: readonly ShownRecord[]; total: number } | false;
  find(kind: string, id: string): ShownRecord | undefined;
  change(kind: string, id: string, values: Readonly<Record<string, string>>): boolean;
  add(kind: string, values: Readonly<Record<string, string>>): string | false;
  remove(kind: string, id: string): boolean;
  /** Gives the newest `count` the next choice of their first field with choices. Returns how many changed. */
  changeMany(kind: string, count: number): number | false;
}

const labelOf = (field: RecordField | undefined, value: string): string =>
  field?.choices?.find((one) => one.value === value)?.label ?? (value || 'nothing');

const differing = (before: ShownRecord, values: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(values).filter(([name, value]) => before.values[name] !== value);

/** Writes every change by hand into the vendor's books, as it writes those of its clients. */
export function createRecordEditor(books: readonly RecordBook[], write: Books['write']): RecordEditor {
  const bookOf = (kind: string): RecordBook | undefined => books.find(({ key }) => key === kind);
  const find = (book: RecordBook | undefined, id: string) => book?.all().find((one) => one.id === id);

  function change(book: RecordBook, before: ShownRecord, values: Readonly<Record<string, string>>): boolean {
    const changes = differing(before, values);
    if (changes.length === 0) return true;
    if (!book.change(before.id, Object.fromEntries(changes))) return false;
    const words = changes.map(([name, value]) => {
      const field = book.fields.find((one) => one.name === name);
      return `${field?.label ?? name}: ${labelOf(field, before.values[name] ?? '')} → ${labelOf(field, value)}`;
    });
    write(`By hand: ${book.one} ${before.id}, ${before.title}: ${words.join(', ')}`, Object.fromEntries(changes));
    return true;
  }

  return {
    kinds: () => books.map(({ key, one, many, fields }) => ({ key, one, many, fields: [...fields] })),
    list(kind, words) {
      const book = bookOf(kind);
      if (!book) return false;
      const wanted = words.trim().toLowerCase();
      const found = book.all().filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(wanted));
      return { records: found.slice(0, SHOWN), total: found.length };
    },
    find: (kind, id) => find(bookOf(kind), id),
    change(kind, id, values) {
      const book = bookOf(kind);
      const before = find(book, id);
      return book !== undefined && before !== undefined && change(book, before, values);
    },
    add(kind, values) {
      const book = bookOf(kind);
      if (!book) return false;
      const id = book.add(values);
      write(`By hand: new ${book.one} ${id}, ${find(book, id)?.title ?? ''}`, values);
      return id;
    },
    remove(kind, id) {
      const book = bookOf(kind);
      const before = find(book, id);
      if (!book || !before || !book.remove(id)) return false;
      write(`By hand: ${book.one} ${id}, ${before.title}, deleted`, { id });
      return true;
    },
    changeMany(kind, count) {
      const book = bookOf(kind);
      const field = book?.fields.find(({ choices }) => choices !== undefined);
      if (!book || !field?.choices) return false;
      const { name, choices } = field;
      const records = book.all().slice(0, count);
      for (const record of records) {
        const at = choices.findIndex(({ value }) => value === record.values[name]);
        change(book, record, { [name]: choices[(at + 1) % choices.length]!.value });
      }
      return records.length;
    },
  };
}
