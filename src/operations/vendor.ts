import type { z } from 'zod';
import type { VendorClient } from '../vendors/shared/adapter.ts';
import type { HttpLimits } from '../vendors/shared/http-client.ts';
import type { Facts } from './card.ts';
import type { FileSource } from './files.ts';
import type { Operation } from './operation.ts';
import type { VendorRecord } from './records.ts';

/** The parts of a client that do not come from the settings of its vendor. */
export interface ClientParts {
  limits: HttpLimits;
  /** The source of files that people add; absent where the site sends none. */
  files?: FileSource | undefined;
}

/** What a vendor says in one webhook. Plain data: nothing in it is escaped. */
export interface WebhookEvent {
  /** What happened, in words: "Lead created". */
  headline: string;
  title: string;
  facts: Facts;
  /** The record it is about: its resource is polled at once. */
  record?: { resource: string; id: string };
  /** The same record whole, as far as the webhook holds it. */
  seen?: VendorRecord;
  /** Parts and labels that hold personal data, see `RecordType`. */
  personal: readonly string[];
}

/** How a vendor's webhooks are signed and read. The signature itself has one form: `t=<unix>,v1=<HMAC of "t.body">`. */
export interface VendorWebhook {
  /** The header with the signature, in lower case. */
  signatureHeader: string;
  /** Undefined where the body is not of the vendor's form. */
  read(body: unknown): WebhookEvent | undefined;
}

/** One outside system and what can be done there: the whole of what the bot knows about it. */
export interface Vendor<S extends z.ZodObject = z.ZodObject> {
  id: string;
  name: string;
  /** One line for help and the command's description. */
  summary: string;
  operations: readonly Operation[];
  /** The plural of each resource, the middle word of an operation's id: a command takes both. */
  plurals: Readonly<Record<string, string>>;
  /**
   * Its part of the environment; the name that ends in `_BASE_URL` is its address. The vendor is off while none of the
   * names is set.
   */
  settings: S;
  /** Imports and makes its client, so that only vendors that are on are loaded. */
  createClient(settings: z.output<S>, parts: ClientParts): Promise<VendorClient>;
  /** The address of a record's page at the vendor, where the site or the vendor makes it known. */
  pageOf?(record: VendorRecord, settings: z.output<S>): string | undefined;
  /** Absent: it sends none. */
  webhook?: VendorWebhook;
  /** Lines for the doctor about what no program can check. `isSet`: the environment holds this name. */
  advice?(settings: z.output<S>, isSet: (name: string) => boolean): readonly string[];
}

/** Declares a vendor; its settings' schema gives `createClient` and `advice` their types. */
export const defineVendor = <S extends z.ZodObject>(vendor: Vendor<S>): Vendor => vendor;
