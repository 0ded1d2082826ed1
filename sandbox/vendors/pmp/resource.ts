import type { Outward } from '../books.ts';
import type { Entity, Store } from './store.ts';

/** What a request brought: one text, a list (`name[]`), or null. */
export type Fields = Record<string, string | null | readonly string[]>;

/** What a resource works with: the tables, and the time as the database writes it. */
export interface Work {
  store: Store;
  /** `YYYY-MM-DD HH:MM:SS` */
  now: string;
}

/** A search key as the database compares it. */
export interface SearchKey {
  isIn(text: string | null | undefined): boolean;
  starts(text: string | null | undefined): boolean;
}

/** What a write did, for the books. */
export interface Done {
  what: string;
  detail: Record<string, unknown> & { outward?: readonly Outward[] };
}

/** One of the five resources: what it takes, what it makes of it, and what it shows. */
export interface Resource {
  /** Path segment and name of the table. */
  name: 'customers' | 'leads' | 'milestones' | 'projects' | 'tickets';
  /** The server's own words, which differ between verbs. */
  words: {
    added: string;
    updated: string;
    updateFailed: string;
    deleted: string;
    deleteFailed: string;
    invalidId: string;
  };
  requiredOnCreate: readonly string[];
  requiredOnUpdate: readonly string[];
  /** Keys a PUT may carry; any other reaches the database as an unknown column. */
  writable: readonly string[];
  takesFiles: boolean;
  create(fields: Fields, work: Work): Done;
  /** The record as it would be afterwards; what was left out may be gone. */
  update(entity: Entity, fields: Fields): Entity;
  /** Undefined when the server refuses. */
  remove(id: string, work: Work): Done | undefined;
  matches(entity: Entity, key: SearchKey, work: Work): boolean;
  show(entity: Entity, work: Work): Record<string, unknown>;
  /** What GET by id answers where it is more than one row of the list. */
  showOne?(entity: Entity, work: Work): unknown;
}
