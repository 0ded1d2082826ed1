import type { Next } from '../src/operations/card.ts';

/** Every button the bot posts. An `action_id` is `<name>:<n>`, since ids must be unique within a message. */
export const BUTTON = {
  /** Runs a further operation; value: `Next` without its label, as JSON. */
  next: 'next',
  /** Turns the page of a list; value: `{ snapshot, page }` as JSON. */
  page: 'page',
  /** Runs a failed intent again; value: its reference. */
  retry: 'retry',
  /** Agrees to a proposed intent; value: its reference. */
  confirm: 'confirm',
  /** Drops a proposed intent; value: its reference. */
  cancel: 'cancel',
  /** Opens the form again for what was typed; value: the key of a draft, or the reference of an intent. */
  form: 'form',
  /** Reads the vendor to find out how an unknown outcome ended; value: the reference. */
  lookUp: 'look_up',
  /** Sends an unknown one once more, knowingly; value: the reference. */
  again: 'again',
  /** Somebody saw with their own eyes that an unknown one was done; value: the reference. */
  markDone: 'mark_done',
  /** Puts back what a finished intent changed; value: its reference. */
  undo: 'undo',
  /** An approver's vote; value: the reference. */
  approve: 'approve',
  deny: 'deny',
} as const;
export type ButtonName = (typeof BUTTON)[keyof typeof BUTTON];

export const buttonId = (name: ButtonName, index = 0): string => `${name}:${index}`;

/** The part of an `action_id` that says which button it is. */
export const buttonName = (actionId: string): string => actionId.split(':', 1)[0] ?? '';

export const nextValue = ({ operation, input }: Next): string => JSON.stringify({ operation, input });
export const pageValue = (snapshot: string, page: number): string => JSON.stringify({ snapshot, page });

/** The modals' `callback_id`s. */
export const VIEW = { form: 'form', confirm: 'confirm', picker: 'picker', denial: 'denial' } as const;
