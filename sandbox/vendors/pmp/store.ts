/** Columns as the database gives them out: strings or null, numbers included. */
export type Row = Record<string, string | null>;

/** One record: its columns, and what no GET returns (groups, tags, members, settings) but an update can lose. */
export interface Entity {
  row: Row;
  links: Record<string, readonly string[]>;
}

export class Table {
  readonly idField: string;
  readonly #entities = new Map<string, Entity>();
  readonly #touchedAt = new Map<string, number>();
  #lastId = 0;
  /** The time of changes. Without one they are seed data, which nothing tells of. */
  clock: (() => number) | undefined;

  constructor(idField: string) {
    this.idField = idField;
  }

  /** Gives the record the next id, as its first column. Returns the id. */
  add(row: Row, links: Entity['links'] = {}): string {
    this.#lastId += 1;
    const id = String(this.#lastId);
    this.replace(id, { row: { [this.idField]: id, ...row }, links });
    return id;
  }

  /** What was made or changed at this time or later. */
  touchedSince = (at: number): Entity[] =>
    [...this.#touchedAt].flatMap(([id, touched]) => (touched >= at ? (this.get(id) ?? []) : []));

  get = (id: string | null | undefined): Entity | undefined => this.#entities.get(id ?? '');
  all = (): Entity[] => [...this.#entities.values()];
  replace = (id: string, entity: Entity): void => {
    this.#entities.set(id, entity);
    if (this.clock) this.#touchedAt.set(id, this.clock());
  };
  remove = (id: string): boolean => this.#entities.delete(id);

  /** Deletes what the test picks. Returns how many went. */
  removeWhere(test: (row: Row) => boolean): number {
    const gone = this.all().filter(({ row }) => test(row));
    for (const { row } of gone) this.remove(row[this.idField] ?? '');
    return gone.length;
  }
}

export interface Store {
  customers: Table;
  contacts: Table;
  leads: Table;
  milestones: Table;
  projects: Table;
  tickets: Table;
  /** Customers that invoices, estimates or credit notes refer to: these cannot be deleted. */
  invoiced: ReadonlySet<string>;
}

export const emptyStore = (): Omit<Store, 'invoiced'> => ({
  customers: new Table('userid'),
  contacts: new Table('id'),
  leads: new Table('id'),
  milestones: new Table('id'),
  projects: new Table('id'),
  tickets: new Table('ticketid'),
});
