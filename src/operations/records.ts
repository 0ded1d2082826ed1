import type { Row as CardRow, Facts, Next, Value } from './card.ts';

/** One record of a vendor, in the same form for every reader: a list, a search as one types, a watch, an agent. */
export interface VendorRecord {
  /** The vendor and the resource: `pmp.lead`. */
  resource: string;
  /** The id that the operations of the resource take. With `resource` it names the record for ever. */
  id: string;
  title: string;
  /** Values that distinguish it from others of the same title, the most important first. */
  details: readonly Value[];
  facts: Facts;
  /** Its fields by the vendor's own names, as plain text, to filter by: `{ status: '2' }`. */
  values: Readonly<Record<string, string>>;
  /** What can be done with it. */
  next: readonly Next[];
  /** The path of its page under the vendor's address, where it has a known one. */
  page?: string;
}

/** How the rows of one resource become records, declared once for all operations that answer with them. */
export interface RecordType<Row> {
  resource: `${string}.${string}`;
  /** How people call one and many: "SMS setting", "SMS settings". */
  nouns: { one: string; many: string };
  /** Parts (`title`, `details`) and labels of facts that hold personal data. */
  personal: readonly string[];
  /** Names of values that do. */
  personalValues?: readonly string[];
  idOf(row: Row): string;
  titleOf(row: Row): string;
  detailsOf(row: Row): readonly Value[];
  factsOf(row: Row): Facts;
  valuesOf?(row: Row): Readonly<Record<string, string>>;
  nextOf?(row: Row): readonly Next[];
  pageOf?(row: Row): string | undefined;
}

/** The records in the result of a read. */
export interface Records<Result = unknown> extends Pick<RecordType<never>, 'resource' | 'nouns' | 'personal'> {
  personalValues: readonly string[];
  read(result: Result): readonly VendorRecord[];
  /** Whether the result is a list. */
  isList: boolean;
}

function toRecord<Row>(type: RecordType<Row>, row: Row): VendorRecord {
  const page = type.pageOf?.(row);
  return {
    resource: type.resource,
    id: type.idOf(row),
    title: type.titleOf(row),
    details: type.detailsOf(row),
    facts: type.factsOf(row),
    values: type.valuesOf?.(row) ?? {},
    next: type.nextOf?.(row) ?? [],
    ...(page === undefined ? {} : { page }),
  };
}

const about = <Row>({ resource, nouns, personal, personalValues = [] }: RecordType<Row>) => ({
  resource,
  nouns,
  personal,
  personalValues,
});

/** The records of a read whose result is one row. */
export const oneRecord = <Row>(type: RecordType<Row>): Records<Row> => ({
  ...about(type),
  isList: false,
  read: (row) => [toRecord(type, row)],
});

/** The records of a read whose result is a list of rows. */
export const manyRecords = <Row>(type: RecordType<Row>): Records<readonly Row[]> => ({
  ...about(type),
  isList: true,
  read: (rows) => rows.map((row) => toRecord(type, row)),
});

/** "1 lead", "23 leads", "No leads"; with an adjective "2 active providers". */
export const counted = ({ nouns }: Pick<Records, 'nouns'>, total: number, adjective?: string): string =>
  [total || 'No', adjective, total === 1 ? nouns.one : nouns.many].filter(Boolean).join(' ');

/** Each row as a line of a card, with a button that opens it. All of them: a long list is paged where it is shown. */
export const recordLines = <Row>(type: RecordType<Row>, rows: readonly Row[]): CardRow[] =>
  rows.map((row) => ({
    title: type.titleOf(row),
    details: type.detailsOf(row),
    next: { operation: `${type.resource}.get`, label: 'Open', input: { id: type.idOf(row) } },
  }));
