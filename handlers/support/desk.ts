import type { Core } from '../../src/core.ts';
import type { Logger } from '../../src/log.ts';
import type { Deliver } from './deliver.ts';
import type { Drafts } from './drafts.ts';
import type { NameFinder } from './names.ts';
import type { SlackOut } from './slack-out.ts';
import type { Snapshots } from './snapshots.ts';
import type { Zones } from './zones.ts';

/** What every handler needs, put together once in `handlers/app.ts`. */
export interface Desk extends Core {
  slack: SlackOut;
  deliver: Deliver;
  drafts: Drafts;
  snapshots: Snapshots;
  zones: Zones;
  names: NameFinder;
  log: Logger;
  version: string;
}
