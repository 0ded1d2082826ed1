import { seedProjects } from '../../sandbox/vendors/jumptech/projects.ts';
import { FLOWS } from '../../sandbox/vendors/particlespace/tickets.ts';
import type { Random } from '../../sandbox/vendors/random.ts';
import { OWN_RESELLER, seedEntries } from '../../sandbox/vendors/telecomx/subscriptions.ts';
import { shuffled, weighed } from './chance.ts';
import { drawFaults, type Faults, type VendorFault } from './faults.ts';

export const DOORS = [
  'command',
  'form',
  'confirm',
  'confirm in a form',
  'next button',
  'retry button',
  'approval',
  'look up',
  'undo',
] as const;
export type Door = (typeof DOORS)[number];

/** `repeatable`: a write that does no harm when sent twice. `once`: one that must never be. */
export type Kind = 'read' | 'repeatable' | 'once';

/** What a wish has for itself, so that what happens at the vendor can be told apart. */
interface Own {
  marker: string;
  lead: number;
  project: string;
  ticket: string;
  flow: string;
  subscription: string;
}

interface Recipe {
  operation: string;
  vendor: 'jumptech' | 'pmp' | 'particlespace' | 'telecomx';
  kind: Kind;
  doors: readonly Door[];
  /** The command, complete; for forms it leaves one field out. */
  command(own: Own): string;
  form?: { title: string; opening(own: Own): string; field: string };
  /** The button that agrees to it, or (next button) the one that runs it. */
  press?: string;
  /** How the vendor's books name the write. */
  wrote?: RegExp;
}

/** Needs the agreement of both others, see `POLICY`. */
const APPROVED_OPERATION = 'particlespace.ticket.create';
export const APPROVERS = ['grace', 'margaret'] as const;

/** The policy of every round: full members may all, but this one thing two others have to agree to. */
export const POLICY = `
rules:
  - operations: ${APPROVED_OPERATION}
    decision: approval
    approval:
      groups: S0OPSLEADS1
      needed: ${APPROVERS.length}
      channel: C0OPERAT001
default: allow_members
`;

const noteForm = { title: 'Add a note', opening: ({ project }: Own) => `/jumptech note add ${project}`, field: 'Note' };
const moveForm = {
  title: 'Move a ticket',
  opening: ({ ticket, flow }: Own) => `/particlespace ticket move ${ticket} ${flow} description=Under the sink`,
  field: 'Title',
};
/** Opens with what the lead has now, and is compared with that when it is sent. */
const updateForm = { title: 'Update a lead', opening: ({ lead }: Own) => `/pmp lead update ${lead}`, field: 'Company' };
const notifying = 'notify=yes type=email contacts=ada@example.com,bob@example.com';

const RECIPES: readonly Recipe[] = [
  {
    operation: 'pmp.lead.search',
    vendor: 'pmp',
    kind: 'read',
    doors: ['command', 'retry button'],
    command: ({ marker }) => `/pmp lead search ${marker}`,
  },
  {
    operation: 'pmp.lead.get',
    vendor: 'pmp',
    kind: 'read',
    doors: ['command', 'retry button'],
    command: ({ lead }) => `/pmp lead get ${lead}`,
  },
  {
    operation: 'pmp.lead.update',
    vendor: 'pmp',
    kind: 'repeatable',
    doors: ['command', 'form', 'retry button', 'undo'],
    command: ({ lead, marker }) => `/pmp lead update ${lead} company=${marker}`,
    form: updateForm,
    wrote: /^Changed|^Updated/,
  },
  {
    operation: 'telecomx.subscription.update',
    vendor: 'telecomx',
    kind: 'repeatable',
    doors: ['command', 'retry button'],
    command: ({ subscription, marker }) => `/telecomx subscription update ${subscription} title=${marker}`,
    wrote: /^Changed/,
  },
  {
    operation: 'particlespace.ticket.move',
    vendor: 'particlespace',
    kind: 'repeatable',
    doors: ['command', 'form', 'retry button'],
    command: ({ ticket, flow, marker }) =>
      `/particlespace ticket move ${ticket} ${flow} title=${marker} description=Leak`,
    form: moveForm,
    wrote: /^Updated/,
  },
  {
    operation: 'jumptech.note.add',
    vendor: 'jumptech',
    kind: 'once',
    doors: ['command', 'form', 'retry button'],
    command: ({ project, marker }) => `/jumptech note add ${project} Rang about ${marker}`,
    form: noteForm,
    wrote: /^Added a note/,
  },
  {
    operation: 'pmp.lead.add',
    vendor: 'pmp',
    kind: 'once',
    doors: ['command', 'form', 'retry button', 'look up'],
    command: ({ marker }) => `/pmp lead add ${marker} source=1 status=2`,
    form: { title: 'Add a lead', opening: () => '/pmp lead add source=1 status=2', field: 'Name' },
    wrote: /^Added lead/,
  },
  {
    operation: 'telecomx.subscription.create',
    vendor: 'telecomx',
    kind: 'once',
    doors: ['command', 'form'],
    command: ({ marker }) => `/telecomx subscription create ${marker} email=yes reseller=${OWN_RESELLER}`,
    form: {
      title: 'Create a subscription',
      opening: () => `/telecomx subscription create email=yes reseller=${OWN_RESELLER}`,
      field: 'Title',
    },
    wrote: /^Created/,
  },
  {
    // For everyone: asked before, and then refused by the vendor, since the bot's account is a reseller's.
    operation: 'telecomx.subscription.create',
    vendor: 'telecomx',
    kind: 'once',
    doors: ['confirm'],
    command: ({ marker }) => `/telecomx subscription create ${marker} email=yes`,
    press: 'Create',
    wrote: /^Created/,
  },
  {
    operation: 'particlespace.ticket.move',
    vendor: 'particlespace',
    kind: 'once',
    doors: ['confirm', 'confirm', 'confirm in a form', 'confirm in a form'],
    command: ({ ticket, flow, marker }) =>
      `/particlespace ticket move ${ticket} ${flow} title=${marker} description=Leak ${notifying} subject=${marker}`,
    form: { ...moveForm, opening: (own) => `${moveForm.opening(own)} ${notifying}` },
    press: 'Save and notify',
    wrote: /^Updated/,
  },
  {
    operation: APPROVED_OPERATION,
    vendor: 'particlespace',
    kind: 'once',
    doors: ['approval'],
    command: ({ flow, marker }) => `/particlespace ticket create ${flow} ${marker}`,
    wrote: /^Created/,
  },
  {
    operation: 'pmp.customer.add',
    vendor: 'pmp',
    kind: 'once',
    doors: ['next button'],
    command: ({ lead }) => `/pmp lead get ${lead}`,
    press: 'Make a customer',
    wrote: /^Added customer/,
  },
];

/** What must go wrong first, so that its button is offered: a failure that certainly did nothing, an answer that is lost. */
const NEEDED_FAULT: Partial<Record<Door, readonly VendorFault[]>> = {
  'retry button': ['429 for long'],
  'look up': ['drops the answer', 'breaks off', '500 after the work'],
};
/** Where those who decide cannot be asked, an approval ends at once. */
const OFTEN_SHUT_OUT: readonly Door[] = ['approval'];
/** Undo puts back what the whole way of an update left, so that one has no faults of the vendor's. */
const UNHARMED: readonly Door[] = ['undo'];

/** One wish of one person, with everything that shall go wrong. */
export interface Wish extends Own, Omit<Recipe, 'doors' | 'command' | 'form'> {
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
const TICKETS = 80;
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
};
/** The label of the button behind these doors. */
const LABELS: Partial<Record<Door, string>> = {
  'retry button': 'Try again',
  approval: 'Approve',
  'look up': 'Look it up',
  undo: 'Undo',
};

/** What no other word in the world looks like. */
export const MARKER = /m\d{4}x[0-9a-f]{6}/;

const withoutVendor = ({ vendor: _, ...rest }: Faults): Faults => rest;

/** Draws the wishes of a round; they start at any moment of `spanMs`. */
export function drawWishes(random: Random, count: number, spanMs: number): Wish[] {
  const leads = shuffled(
    random,
    Array.from({ length: LEADS }, (_, index) => index + 1),
  );
  return Array.from({ length: count }, (_, index): Wish => {
    const door = weighed(random, DOOR_WEIGHTS);
    const {
      doors: _doors,
      command,
      form,
      ...recipe
    } = random.pick(RECIPES.filter(({ doors }) => doors.includes(door)));
    const own: Own = {
      marker: `m${String(index).padStart(4, '0')}x${random.hex(6)}`,
      lead: leads[index] ?? 1,
      project: random.pick(PROJECTS),
      ticket: `tic_${random.int(1, TICKETS)}`,
      flow: random.pick(FLOWS),
      subscription: random.pick(SUBSCRIPTIONS),
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
            ? { ...faults, vendor: { kind: random.pick(needed), times: 1 } }
            : UNHARMED.includes(door)
              ? withoutVendor(faults)
              : faults,
    };
  });
}
