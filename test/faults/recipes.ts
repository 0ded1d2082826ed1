import { OWN_RESELLER } from '../../sandbox/vendors/telecomx/subscriptions.ts';

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
  'retry of an undo',
  'run again',
  'cancel',
  'rivals',
] as const;
export type Door = (typeof DOORS)[number];

/** `repeatable`: a write that does no harm when sent twice. `once`: one that must never be. */
export type Kind = 'read' | 'repeatable' | 'once';

/** What an intent has for itself, so that what happens at the vendor can be told apart. */
export interface Own {
  marker: string;
  lead: number;
  project: string;
  ticket: string;
  flow: string;
  subscription: string;
}

export interface Recipe {
  operation: string;
  vendor: 'jumptech' | 'pmp' | 'particlespace' | 'telecomx';
  kind: Kind;
  doors: readonly Door[];
  /** The command, complete; for forms it leaves one field out. */
  command(own: Own): string;
  form?: { title: string; opening(own: Own): string; field: string };
  /** The button that agrees to it, or (next button) the one that runs it. */
  press?: string;
  /** Which of its own things it changes, where others change the same. */
  record?: 'ticket' | 'subscription' | 'project';
  /** How the vendor's books name the write. */
  wrote?: RegExp;
}

/** Needs the agreement of both others, see `POLICY`. */
export const APPROVED_OPERATION = 'particlespace.ticket.create';
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

export const RECIPES: readonly Recipe[] = [
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
    doors: ['command', 'form', 'retry button', 'undo', 'retry of an undo'],
    command: ({ lead, marker }) => `/pmp lead update ${lead} company=${marker}`,
    form: updateForm,
    wrote: /^Changed|^Updated/,
  },
  {
    operation: 'telecomx.subscription.update',
    vendor: 'telecomx',
    kind: 'repeatable',
    doors: ['command', 'rivals', 'retry button'],
    command: ({ subscription, marker }) => `/telecomx subscription update ${subscription} title=${marker}`,
    wrote: /^Changed/,
    record: 'subscription',
  },
  {
    operation: 'jumptech.project.update',
    vendor: 'jumptech',
    kind: 'repeatable',
    doors: ['command', 'rivals', 'retry button'],
    command: ({ project, marker }) => `/jumptech project update ${project} lastName=${marker}`,
    wrote: /^Changed/,
    record: 'project',
  },
  {
    operation: 'particlespace.ticket.move',
    vendor: 'particlespace',
    kind: 'repeatable',
    doors: ['command', 'rivals', 'form', 'retry button'],
    command: ({ ticket, flow, marker }) =>
      `/particlespace ticket move ${ticket} ${flow} title=${marker} description=Leak`,
    form: moveForm,
    wrote: /^Updated/,
    record: 'ticket',
  },
  {
    operation: 'jumptech.note.add',
    vendor: 'jumptech',
    kind: 'once',
    doors: ['command', 'form', 'retry button', 'run again'],
    command: ({ project, marker }) => `/jumptech note add ${project} Rang about ${marker}`,
    form: noteForm,
    wrote: /^Added a note/,
  },
  {
    operation: 'pmp.lead.add',
    vendor: 'pmp',
    kind: 'once',
    doors: ['command', 'form', 'retry button', 'look up', 'run again'],
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
    doors: ['confirm', 'confirm', 'confirm in a form', 'confirm in a form', 'cancel'],
    command: ({ ticket, flow, marker }) =>
      `/particlespace ticket move ${ticket} ${flow} title=${marker} description=Leak ${notifying} subject=${marker}`,
    form: { ...moveForm, opening: (own) => `${moveForm.opening(own)} ${notifying}` },
    press: 'Save and notify',
    wrote: /^Updated/,
    record: 'ticket',
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
    press: 'Convert to customer',
    wrote: /^Added customer/,
  },
];
