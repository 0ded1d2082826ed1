import type { Amend } from '../../src/amend.ts';
import type { Clients } from '../../src/clients.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Logger } from '../../src/log.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Reach } from '../../src/reachability.ts';
import type { Runner } from '../../src/run.ts';
import type { Deliver } from './deliver.ts';
import type { Drafts } from './drafts.ts';
import type { SlackOut } from './slack-out.ts';
import type { Snapshots } from './snapshots.ts';

/** What every door needs, put together once in `src/app.ts`. */
export interface Desk {
  runner: Runner;
  journal: Journal;
  clients: Clients;
  reach: Reach;
  policy: Policy;
  amend: Amend;
  slack: SlackOut;
  deliver: Deliver;
  drafts: Drafts;
  snapshots: Snapshots;
  log: Logger;
  version: string;
}
