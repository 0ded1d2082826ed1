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
  /** The menu of a notification; each option's value and the block's id together: see `readWatchMenu`. */
  watchMenu: 'watch_menu',
  /** Shows all that one message of a watch is about; value: the batch. */
  watchBatch: 'watch_batch',
  /** Lets a paused watch go on; value: its id. */
  watchResume: 'watch_resume',
  /** Makes whoever presses the owner of a watch; value: its id. */
  watchOwn: 'watch_own',
  /** Opens the form of a watch for the result it is on; value: the reference of the intent. */
  watchThis: 'watch_this',
  /** In the list of watches: what is to be done, and the id of the watch. */
  watchDo: 'watch_do',
  /** Turns the page of the list of watches; value: the page. */
  watchList: 'watch_list',
  /** Turns the page of all that one message is about; value: the page. */
  watchBatchPage: 'watch_batch_page',
  /** In the form of a watch: what is chosen to be watched, and the button that shows what it would say. */
  watchSubject: 'watch_subject',
  watchPreview: 'watch_preview',
} as const;
export type ButtonName = (typeof BUTTON)[keyof typeof BUTTON];

export const buttonId = (name: ButtonName, index = 0): string => `${name}:${index}`;

/** The part of an `action_id` that says which button it is. */
export const buttonName = (actionId: string): string => actionId.split(':', 1)[0] ?? '';

export const nextValue = ({ operation, input }: Next): string => JSON.stringify({ operation, input });
export const pageValue = (snapshot: string, page: number): string => JSON.stringify({ snapshot, page });

/** What the menu of a notification offers. */
export const WATCH_CHOICES = {
  change: 'Change this watch',
  mute: 'Mute this record',
  pause_hour: 'Pause for an hour',
  pause_day: 'Pause for a day',
  pause_monday: 'Pause until Monday',
  stop: 'Stop this watch',
} as const;
export type WatchChoice = keyof typeof WATCH_CHOICES;

const isWatchChoice = (word: string): word is WatchChoice => Object.hasOwn(WATCH_CHOICES, word);

export const watchMenuValue = (choice: WatchChoice, watch: string): string => `${choice} ${watch}`;

const MENU_BLOCK = 'watch_menu ';
/** Slack takes no longer id of a block. */
const BLOCK_ID_LENGTH = 255;

/**
 * The id of the block that holds the menu. It carries the record, since the value of an option has room for 75 characters.
 * Undefined where the record does not fit either.
 */
export function watchMenuBlock(subject: string): string | undefined {
  const id = MENU_BLOCK + subject;
  return subject !== '' && id.length <= BLOCK_ID_LENGTH ? id : undefined;
}

/** What was chosen in the menu of a notification, of which watch, about which record. Undefined for any other menu. */
export function readWatchMenu(
  value: string,
  blockId: string,
): { choice: WatchChoice; watch: string; subject?: string } | undefined {
  const [, choice = '', watch = ''] = /^(\S+) (\S+)$/.exec(value) ?? [];
  if (!isWatchChoice(choice)) return undefined;
  return { choice, watch, ...(blockId.startsWith(MENU_BLOCK) ? { subject: blockId.slice(MENU_BLOCK.length) } : {}) };
}

/** The modals' `callback_id`s. */
export const VIEW = { form: 'form', confirm: 'confirm', picker: 'picker', denial: 'denial', watch: 'watch' } as const;
