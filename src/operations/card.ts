/**
 * The value of one fact. `date` is ISO (`2026-12-24`, or with time and zone); `code` is shown in fixed width (ids,
 * references); `was`/`now` is a change, drawn as before -> after; `person` is the id of somebody in the workspace.
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | { date: string }
  | { code: string }
  | { link: string; text: string }
  | { was: string; now: string }
  | { person: string };

/** Label -> value, in the order a person should read them. Empty values are left out when drawn. */
export type Facts = Record<string, Value>;

/** A further operation offered as a button. `input` is what the button already knows; if something is missing the form opens. */
export interface Next {
  operation: string;
  label: string;
  input: Record<string, string | number | boolean>;
}

/** One line of a list: a bold title, details joined behind it, and at most one button. */
export interface Row {
  title: string;
  details?: readonly Value[];
  next?: Next;
}

/**
 * The answer of an operation for people. Plain data, no Slack in it: every string may hold untrusted vendor text
 * and is escaped, cut and disarmed by `blocks/`.
 */
export interface Card {
  /** One sentence that stands alone: "Note added to project 7d733b90". */
  headline: string;
  /** Longer text of the record itself, line breaks kept. */
  body?: string;
  facts?: Facts;
  /** A list; paged when long. Give every row: paging is the caller's work. */
  rows?: readonly Row[];
  /** Further notes for the person: an assumption, a side effect, a loss. One sentence each. */
  notes?: readonly string[];
  next?: readonly Next[];
}
