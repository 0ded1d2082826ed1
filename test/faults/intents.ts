import { seedProjects } from '../../sandbox/vendors/jumptech/projects.ts';
import { FLOWS } from '../../sandbox/vendors/particlespace/tickets.ts';
import type { Random } from '../../sandbox/vendors/random.ts';
import { OWN_RESELLER, seedEntries } from '../../sandbox/vendors/telecomx/subscriptions.ts';
import { shuffled, weighed } from './chance.ts';
import { drawFaults, type Faults, type VendorFault } from './faults.ts';
import { type Door, type Own, RECIPES, type Recipe } from './recipes.ts';

/** What must go wrong first, so that its button is offered: a failure that certainly did nothing, an answer that is lost. */
const NEEDED_FAULT: Partial<Record<Door, readonly VendorFault[]>> = {
  'retry button': ['429 for long'],
  'look up': ['drops the answer', 'breaks off', '500 after the work'],
  'run again': ['drops the answer', 'breaks off'],
  'retry of an undo': ['429 for long'],
  // So that some die between the work and its answer, while others wait to change the same.
  rivals: ['answers late'],
};
/** Where those who decide cannot be asked, an approval ends at once. */
const OFTEN_SHUT_OUT: readonly Door[] = ['approval'];
/** Undo puts back what the whole way of an update left, so that one has no faults of the vendor's. */
const UNHARMED: readonly Door[] = ['undo'];

/** One intent of one person, with everything that shall go wrong. */
export interface Intent extends Own, Omit<Recipe, 'doors' | 'command' | 'form'> {
  /** Within its round. */
  index: number;
  door: Door;
  person: 'ada' | 'grace' | 'margaret';
  channel: string;
  startAfterMs: number;
  /** What is typed first, and what a form still lacks. */
  typed: string;
  form?: { title: string; fill: Record<string, string> };
  faults: Faults;
}

const PROJECTS = [...seedProjects().keys()];
const SUBSCRIPTIONS = [...seedEntries().values()].flatMap(({ subscription: { _id, reseller } }) =>
  reseller === OWN_RESELLER ? [_id] : [],
);
const LEADS = 300;
const TICKETS = Array.from({ length: 80 }, (_, index) => `tic_${index + 1}`);
/** The bot is no member of `#random` and cannot even see `#board`, which Grace cannot either. */
const CHANNELS = { '#operations': 6, '#installations': 4, '#random': 2, '#board': 1 };
const DOOR_WEIGHTS: Record<Door, number> = {
  command: 8,
  form: 4,
  confirm: 3,
  'confirm in a form': 2,
  'next button': 3,
  'retry button': 4,
  approval: 2,
  'look up': 2,
  undo: 2,
  'retry of an undo': 2,
  'run again': 2,
  cancel: 2,
  rivals: 8,
};
/** The label of the button behind these doors. */
const LABELS: Partial<Record<Door, string>> = {
  'retry button': 'Try again',
  approval: 'Approve',
  'look up': 'Look it up',
  undo: 'Undo',
  'retry of an undo': 'Undo',
  'run again': 'Run again anyway',
  cancel: 'Cancel',
};

/** One of all, or that one which everybody wants. */
const contested = <T>(random: Random, all: readonly T[], isRival: boolean): T =>
  random.pick(isRival ? all.slice(0, 1) : all);

/** What no other word in the world looks like. */
export const MARKER = /m\d{4}x[0-9a-f]{6}/;

const withoutVendor = ({ vendor: _, ...rest }: Faults): Faults => rest;

/** Draws the intents of a round; they start at any moment of `spanMs`. */
export function drawIntents(random: Random, count: number, spanMs: number): Intent[] {
  const leads = shuffled(
    random,
    Array.from({ length: LEADS }, (_, index) => index + 1),
  );
  return Array.from({ length: count }, (_, index): Intent => {
    const door = weighed(random, DOOR_WEIGHTS);
    const isRival = door === 'rivals' || random.chance(0.3);
    const {
      doors: _doors,
      command,
      form,
      ...recipe
    } = random.pick(RECIPES.filter(({ doors }) => doors.includes(door)));
    const own: Own = {
      marker: `m${String(index).padStart(4, '0')}x${random.hex(6)}`,
      lead: leads[index] ?? 1,
      project: contested(random, PROJECTS, isRival),
      ticket: contested(random, TICKETS, isRival),
      flow: random.pick(FLOWS),
      subscription: contested(random, SUBSCRIPTIONS, isRival),
    };
    const inForm = form !== undefined && (door === 'form' || door === 'confirm in a form');
    const channel = weighed(random, CHANNELS);
    const faults = drawFaults(random);
    const needed = NEEDED_FAULT[door];
    const press = LABELS[door] ?? recipe.press;
    return {
      ...recipe,
      ...own,
      index,
      door,
      channel: door === 'approval' ? '#operations' : channel,
      person:
        door === 'approval'
          ? 'ada'
          : random.pick(channel === '#board' ? ['ada', 'margaret'] : ['ada', 'grace', 'margaret']),
      startAfterMs: random.int(0, spanMs),
      typed: inForm ? form.opening(own) : command(own),
      ...(inForm ? { form: { title: form.title, fill: { [form.field]: own.marker } } } : {}),
      ...(press ? { press } : {}),
      faults:
        OFTEN_SHUT_OUT.includes(door) && random.chance(0.5)
          ? { ...faults, slack: { kind: 'shuts the bot out', times: 2 } }
          : needed
            ? {
                ...faults,
                vendor: { kind: random.pick(needed), times: 1, ...(door === 'retry of an undo' ? { after: 1 } : {}) },
              }
            : UNHARMED.includes(door)
              ? withoutVendor(faults)
              : faults,
    };
  });
}
