import type { KnownBlock, ModalView } from '@slack/types';
import type { Failure } from '../src/errors.ts';
import type { Risk } from '../src/operations/operation.ts';
import { BUTTON } from './actions.ts';
import { packed } from './facts.ts';
import { LIMITS, withinBudget } from './limits.ts';
import type { Message } from './message.ts';
import { button, buttonRow, context, headline, plainSection, section } from './parts.ts';
import { bold, code, joined, line, type Mrkdwn, md, plain, words } from './text.ts';

export interface ErrorContext {
  /** Title of the operation, where one is known. */
  operation?: string;
  /** What the operation does to data; absent where it is not known which one was meant. */
  risk?: Risk;
  /** The reference that a person quotes when asking for help. */
  reference?: string;
  /** Offers to run it again; ignored when the outcome is unknown. */
  retry?: boolean;
  /** Name of the vendor. */
  vendor?: string;
  /** Key of a draft, or reference of the intent: offers to open the form again, with what was typed. */
  edit?: string;
}

const MOST_FIELDS = 20;

/** "in about 30 seconds", "in about 2 minutes". */
export function waitWords(seconds: number): string {
  const [count, unit] =
    seconds < 90
      ? [Math.max(1, Math.ceil(seconds)), 'second']
      : seconds < 5400
        ? [Math.round(seconds / 60), 'minute']
        : [Math.round(seconds / 3600), 'hour'];
  return `in about ${count} ${unit}${count === 1 ? '' : 's'}`;
}

interface Wording {
  /** The headline, in a few words that cannot be mistaken for success. */
  what: string;
  /** Who can fix it, and what to do next. */
  next: string;
}

/** Says if data changed. Empty for a read, which never changes any. */
function effectOf({ maybeDone }: Failure, risk: Risk | undefined): string {
  if (maybeDone) return 'An earlier try of this was interrupted and may have been done.';
  if (risk === 'read') return '';
  return risk === undefined ? 'Nothing was done.' : 'Nothing was changed.';
}

const sentences = (...all: readonly string[]): string => all.filter(Boolean).join(' ');

function wordingOf(failure: Failure, vendor: string, risk: Risk | undefined, hasWayBack: boolean): Wording {
  const effect = effectOf(failure, risk);
  if (failure.outcomeUnknown) {
    return {
      what: 'Outcome unknown',
      next: `It may have been sent, but no clear answer came back. Look it up at ${vendor} before you send it again.`,
    };
  }
  switch (failure.kind) {
    case 'input':
      return {
        what: 'Not done',
        next: sentences(effect, hasWayBack ? 'Correct it and send it again.' : '') || 'Check what you gave.',
      };
    case 'denied':
      return {
        what: 'Not allowed',
        next: sentences(effect, 'The administrator of the bot decides who may do what.'),
      };
    case 'refused':
      return {
        // An earlier attempt may have succeeded, so "not done" could be wrong.
        what: failure.maybeDone ? `Refused by ${vendor}` : 'Not done',
        next: sentences(
          failure.maybeDone ? effect : '',
          `If you are sure of the values, ask whoever looks after ${vendor}.`,
        ),
      };
    case 'unavailable': {
      const { retryAfterSeconds: wait } = failure;
      const when = wait === undefined ? 'in a few minutes' : waitWords(wait);
      return {
        what: failure.maybeDone ? 'No clear answer' : 'Not done',
        next: failure.maybeDone
          ? `It may have been done all the same: the answer was lost. Your input was not the cause, and sending it again does no harm. Try again ${when}.`
          : sentences(
              effect,
              'Your input was not the cause.',
              failure.permanent ? 'Trying again does not help until this is fixed.' : `Try again ${when}.`,
            ),
      };
    }
    case 'bug':
      return {
        what: 'Something went wrong in the bot',
        next: sentences(
          'It was not your input.',
          risk === 'read' ? 'Try again in a few minutes.' : 'Before you repeat a change, look whether it was made.',
        ),
      };
  }
}

const fieldLines = ({ fields = {} }: Failure, cap: number): KnownBlock[] =>
  packed(
    Object.entries(fields)
      .slice(0, MOST_FIELDS)
      .map(([name, wanted]) => joined([bold(name, 60), words(wanted, Math.min(cap, 300))], ': ')),
    '\n',
  );

function quote({ kind, vendorReference }: Failure, { reference, vendor }: ErrorContext): KnownBlock[] {
  const parts: Mrkdwn[] = [
    reference ? md`If you ask for help, quote ${code(reference, 60)}` : md``,
    vendorReference && kind !== 'bug'
      ? md`${line(vendor ?? 'Vendor', 40)} reference ${code(vendorReference, 100)}`
      : md``,
  ];
  const text = joined(parts, ' · ');
  return text === '' ? [] : [context(text)];
}

function parts(failure: Failure, errorContext: ErrorContext) {
  const hasWayBack = failure.fields !== undefined || errorContext.edit !== undefined;
  const { what, next } = wordingOf(failure, errorContext.vendor?.trim() || 'the vendor', errorContext.risk, hasWayBack);
  // The message of a bug is never shown.
  const isOpen = failure.kind !== 'bug';
  const title = [what.charAt(0).toUpperCase() + what.slice(1), errorContext.operation].filter(Boolean).join(': ');
  const message = isOpen ? failure.message.trim() : '';
  const blocks = (cap: number): KnownBlock[] => [
    headline(title),
    ...(message ? [plainSection(message, cap)] : []),
    ...(isOpen ? fieldLines(failure, cap) : []),
    section(words(next, 1000)),
  ];
  return { title, message, next, blocks };
}

/** Tells one person what failed, who can fix it and what to do next. */
export function errorMessage(failure: Failure, errorContext: ErrorContext): Message {
  const { title, message, next, blocks } = parts(failure, errorContext);
  const { reference, edit } = errorContext;
  const retry = errorContext.retry && reference && !failure.outcomeUnknown;
  return {
    text: joined([line(title, 300), line(message, 500), line(next, 500)], '\n'),
    blocks: withinBudget((cap) => [
      ...blocks(cap),
      ...buttonRow([
        retry ? button(BUTTON.retry, 'Try again', reference, { about: errorContext.operation }) : undefined,
        edit ? button(BUTTON.form, 'Open the form', edit, { about: errorContext.operation }) : undefined,
      ]),
      ...quote(failure, errorContext),
    ]),
  };
}

/** The same inside a modal, in place of the form. */
export function errorView(failure: Failure, errorContext: ErrorContext): ModalView {
  const { blocks } = parts(failure, errorContext);
  return {
    type: 'modal',
    title: plain(errorContext.operation || 'Bellhop', LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewButton),
    blocks: withinBudget((cap) => [...blocks(cap), ...quote(failure, errorContext)]),
  };
}
