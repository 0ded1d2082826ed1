import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createBackground } from './background.ts';
import type { Config } from './config.ts';
import type { NotifyLimits } from './engine/delivery.ts';
import { createDoors, type Doors, type ServedDoor } from './engine/doors.ts';
import { createEngine, type Engine, type Notifier } from './engine/engine.ts';
import { type Failpoints, withFailpoints } from './engine/failpoints.ts';
import type { Journal } from './journal/journal.ts';
import type { Logger } from './log.ts';
import type { FileSource } from './operations/files.ts';
import type { VendorRecord } from './operations/records.ts';
import { type People, peopleOf } from './policy/people.ts';
import { createPolicy, type Policy, type Rules } from './policy/policy.ts';
import type { Drafts } from './storage/drafts.ts';
import type { StorageOptions } from './storage/open.ts';
import { openStores, type Stores } from './stores.ts';
import { type Clients, createClients } from './vendors/clients.ts';
import { pageOf } from './vendors/pages.ts';
import { createReach, type Reach } from './vendors/reachability.ts';
import type { Announcer } from './watches/announcer.ts';
import { createWatchWork } from './watches/watch-work.ts';
import type { Watches } from './watches/watches.ts';
import { createReconciler } from './webhooks/reconcile.ts';
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts';

/** A dead process's work is claimed within these two together. */
const LEASE_MS = 10_000;
const SWEEP_EVERY_MS = 3_000;
/** How often watches look for what is due. */
const LOOK_EVERY_MS = 1_000;
/** After this long without a result the person sees that it is working. */
const WORKING_AFTER_MS = 1_500;
/** What takes longer to end is left to the next process, as after a crash. */
const DRAIN_WITHIN_MS = 20_000;
const PRUNE_EVERY_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** What a door brings along: which origins it understands, how it knows people, reaches them, and gets the files they add. */
export interface Door extends Omit<ServedDoor, 'notifier'>, People {
  createNotifier(parts: { journal: Journal }): Notifier;
  /** How the places of its watches are posted in. Absent: it has none. */
  createAnnouncer?(): Announcer;
  files?: FileSource | undefined;
}

/** For tests: how the way is disturbed, and shorter times (milliseconds). A bot at work takes none of it. */
export interface CoreOptions {
  failpoints?: Failpoints;
  leaseMs?: number;
  sweepMs?: number;
  /** How often it is looked for what watches have to ask and to post. */
  watchSweepMs?: number;
  drainMs?: number;
  workingAfterMs?: number;
  notifyLimits?: Partial<NotifyLimits>;
  /** The storage's clock. */
  now?: () => number;
  /** Its name on leases. */
  owner?: string;
}

/** Everything a door needs that is no door's own. */
export interface Core {
  journal: Journal;
  drafts: Drafts;
  clients: Clients;
  policy: Policy;
  /** Asks whether a vendor answers at all right now. */
  reach: Reach;
  engine: Engine;
  webhooks: Webhooks;
  watches: Watches;
  /** The doors of this process. */
  doors: Doors;
  /** Begins to claim what dead processes left, and to delete what is too old. `sweepDoor`: what the door itself owes. */
  start(sweepDoor?: () => Promise<void>): void;
  /** Does at once what `start` does again and again, as after a move of the storage's clock. */
  wake(): void;
  /** Resolves when the database answers, rejects otherwise. */
  ping(): Promise<void>;
  /** Finishes what was acknowledged, then closes the database. `close` runs in between: after it nothing new arrives. */
  stop(close?: () => Promise<void>): Promise<void>;
}

/**
 * Opens what the configuration names, without any door. Every process begins with it, scripts that only read too. Rejects
 * with an error that tells the operator what to do.
 */
export const openConfigured = (
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  options: Omit<StorageOptions, 'databaseUrl' | 'dataDir'> = {},
): Promise<Stores> => openStores({ ...(databaseUrl ? { databaseUrl } : {}), dataDir, ...options });

/** Rejects with a PolicyError that lists every mistake with its line, or an Error when there is no such file. */
export async function readPolicy(path: string): Promise<Rules> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`POLICY_FILE names ${path}, which cannot be read.`);
  }
  // Loaded only here: a bot without a policy needs no reader of YAML.
  const { loadPolicy } = await import('./policy/load.ts');
  return loadPolicy(text, path);
}

/** Puts storage, clients, policy and engine together for the doors of one process. Rejects when the database or the policy cannot be read. */
export async function createCore(
  config: Config,
  log: Logger,
  served: readonly [Door, ...Door[]],
  {
    failpoints,
    owner,
    leaseMs = LEASE_MS,
    sweepMs = SWEEP_EVERY_MS,
    watchSweepMs = Math.min(sweepMs, LOOK_EVERY_MS),
    drainMs = DRAIN_WITHIN_MS,
    workingAfterMs = WORKING_AFTER_MS,
    notifyLimits,
    now,
  }: CoreOptions = {},
): Promise<Core> {
  const policy = createPolicy({
    ...(config.policyFile ? { rules: await readPolicy(config.policyFile) } : {}),
    ...peopleOf(served),
  });
  const stores = await openConfigured(config, {
    log,
    leaseMs,
    ...(owner === undefined ? {} : { owner }),
    ...(now ? { now } : {}),
  });
  const files = served.find((door) => door.files)?.files;
  const journal = withFailpoints('journal', stores.journal, failpoints);
  const drafts = withFailpoints('drafts', stores.drafts, failpoints);
  const announcers = served.flatMap((door) => door.createAnnouncer?.() ?? []);
  const clients = Object.fromEntries(
    Object.entries(await createClients(config.vendors, { limits: config.vendorLimits, files })).map(([id, client]) => [
      id,
      client && withFailpoints('vendor', client, failpoints),
    ]),
  );
  const doors = createDoors(served.map((door) => ({ ...door, notifier: door.createNotifier({ journal }) })));
  const { undoMinutes } = config;
  const engine = createEngine({ clients, journal, policy, doors, log, workingAfterMs, notifyLimits, undoMinutes });
  const background = createBackground(log);
  const hooks = withFailpoints('hooks', stores.hooks, failpoints);
  const pageAt = (record: VendorRecord) => pageOf(record, config.vendors);
  const watchWork = createWatchWork({
    ...{ storage: stores.storage, journal, engine, policy, clients, doors, announcers, log, failpoints },
    hooks: config.hooks.map(({ name }) => name),
    pageOf: pageAt,
    onDifferences: createReconciler({ hooks: config.hooks, store: hooks, log }),
  });
  const renewLeases = () => Promise.all([journal, drafts, watchWork].map((one) => one.renewLeases()));
  const webhooks = createWebhooks({
    hooks: config.hooks,
    store: hooks,
    pageOf: pageAt,
    soon: (work) => background.soon(work, 'work on webhooks'),
    onDone: () => background.soon(watchWork.post, 'posting of notifications'),
    log,
  });
  /** A sweep that is under way may still dispatch what it claimed. */
  const finishAll = async (): Promise<void> => {
    watchWork.stop();
    await Promise.all([engine.drain(), background.idle()]);
    await engine.drain();
  };

  return {
    journal,
    drafts,
    clients,
    policy,
    reach: createReach(config.vendors),
    engine,
    webhooks,
    watches: watchWork.watches,
    doors,
    ping: stores.ping,
    start(sweepDoor = async () => {}) {
      const sweepForms = async () => {
        await drafts.renewLeases();
        await sweepDoor();
      };
      const prune = async () => {
        await drafts.prune();
        const before = (await journal.now()) - config.journalKeepDays * DAY_MS;
        await journal.prune(before);
        await hooks.prune(before);
        await watchWork.prune(before);
      };
      background.every(sweepMs, () => engine.sweep(), 'sweep');
      background.every(sweepMs, sweepForms, 'sweep of forms');
      background.every(sweepMs, webhooks.sweep, 'sweep of webhooks');
      watchWork.start(background.every, watchSweepMs);
      background.every(PRUNE_EVERY_MS, prune, 'pruning');
      background.soon(() => engine.sweep(), 'sweep');
    },
    wake: background.wake,
    async stop(close = async () => {}) {
      background.clear();
      // What is still at work here must not be taken for a dead process's.
      background.every(sweepMs, renewLeases, 'renewing');
      try {
        await close();
        await Promise.race([finishAll(), wait(drainMs, undefined, { ref: false })]);
      } finally {
        background.clear();
        await stores.close();
      }
    },
  };
}
