import type { Clients } from '../../src/clients.ts';
import type { Engine, Notifier } from '../../src/engine/engine.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Logger } from '../../src/log.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Deliver } from './deliver.ts';
import type { Drafts } from './drafts.ts';
import type { SlackOut } from './slack-out.ts';
import type { Snapshots } from './snapshots.ts';

/** What every door needs, put together once in `src/app.ts`. */
export interface Desk {
  engine: Engine;
  notifier: Notifier;
  journal: Journal;
  clients: Clients;
  policy: Policy;
  slack: SlackOut;
  deliver: Deliver;
  drafts: Drafts;
  snapshots: Snapshots;
  log: Logger;
  version: string;
}
