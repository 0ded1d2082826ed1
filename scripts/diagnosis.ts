import { type Config, loadConfig } from '../src/config.ts';
import { openConfigured, readPolicy } from '../src/core.ts';
import type { ChainReport, Summary } from '../src/journal/journal.ts';
import { findVendor, vendors } from '../src/operations/catalog.ts';
import type { Storage } from '../src/storage/storage.ts';
import { outboxHealth, watchCounts } from '../src/watches/health.ts';
import { journalPlace } from './journal-place.ts';

type Environment = Parameters<typeof loadConfig>[0];

export interface Diagnosis {
  /** For the operator, in plain words; no value of the environment that could be a secret is in them. */
  lines: string[];
  isWell: boolean;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Looks at the configuration, then at the journal it names. Only the journal's tables are brought up to date by it. */
export async function diagnose(environment: Environment): Promise<Diagnosis> {
  let config: Config;
  try {
    config = loadConfig(environment);
    if (config.policyFile) await readPolicy(config.policyFile);
  } catch (error) {
    return { lines: [messageOf(error)], isWell: false };
  }
  const journal = await examineJournal(config);
  return {
    lines: ['Configuration: ok', ...describeConfig(config), ...journal.lines, ...advice(config, environment)],
    isWell: journal.isWell,
  };
}

function describeConfig({ slack, policyFile, vendors: settings, hooks }: Config): string[] {
  const on = Object.keys(settings).map((id) => findVendor(id)?.name ?? id);
  const off = vendors.filter(({ id }) => !(id in settings)).map(({ name }) => name);
  const way = slack?.way.mode === 'socket' ? 'Socket Mode' : 'HTTP';
  return [
    `Slack: ${slack ? way : 'not set, so that the sandbox opens'}`,
    `Policy: ${policyFile ?? 'the built-in one'}`,
    `Vendors on: ${on.join(', ') || 'none'}`,
    `Vendors off: ${off.join(', ') || 'none'}`,
    ...describeHooks(hooks),
  ];
}

/** One line for each hook, without its secrets. */
const describeHooks = (hooks: Config['hooks']): string[] =>
  hooks.map(({ name, kind, secrets }) => {
    const from = kind === 'json' ? 'anybody who can sign' : (findVendor(kind)?.name ?? kind);
    const rotating = secrets.length > 1 ? '; two secrets are good: remove the old one once no sender has it' : '';
    return `Webhook: POST /hooks/${name}, from ${from}${rotating}`;
  });

function describeDeliveries({ waiting, oldestAt }: { waiting: number; oldestAt?: number }): string[] {
  if (waiting === 0 || oldestAt === undefined) return [];
  const since = new Date(oldestAt).toISOString();
  return [`Webhooks: ${waiting} wait to be worked on, the oldest from ${since}. A running bot does so by itself.`];
}

async function examineJournal(config: Config): Promise<Diagnosis> {
  const { where, exists, ...place } = journalPlace(config);
  if (!exists) {
    return { lines: [`Journal: ${where}, which the first start will make`], isWell: true };
  }
  try {
    const { journal, hooks, storage, close } = await openConfigured(place);
    try {
      const entries = [...describeEntries(await journal.summary()), ...describeDeliveries(await hooks.summary())];
      const chain = await journal.verifyChain();
      const watches = await describeWatches(storage);
      return {
        lines: [`Journal: ${where}`, ...entries, ...watches, describeChain(chain)],
        isWell: chain.broken === undefined,
      };
    } finally {
      await close();
    }
  } catch (error) {
    return { lines: [messageOf(error)], isWell: false };
  }
}

function describeEntries({ states, oldestUnsettled, undeliverable }: Summary): string[] {
  const counts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  return [
    `Entries: ${counts.sort().join(', ') || 'none'}`,
    oldestUnsettled
      ? `Oldest unsettled: ${oldestUnsettled.reference} (${oldestUnsettled.state}), from ${new Date(oldestUnsettled.acceptedAt).toISOString()}. A running bot settles it by itself.`
      : 'Oldest unsettled: none',
    ...(undeliverable
      ? [
          `Could not be notified: ${undeliverable.count}, the newest is ${undeliverable.newest.reference}. Slack takes no message to these people; /ops history state=undeliverable lists them, and the log says why.`,
        ]
      : []),
  ];
}

/** Why watches are paused, for the operator. */
const PAUSED = new Map([
  ['asked', 'by people'],
  ['owner', 'because their owner may no longer see what they watch'],
  ['place', 'because their channel takes no messages'],
  ['vendor', 'because the vendor does not answer'],
  ['broken', 'because what they watch no longer exists'],
]);

async function describeWatches(storage: Storage): Promise<string[]> {
  const now = await storage.now();
  const { active, paused } = await watchCounts(storage.db);
  const { waiting, oldestDueAt = now } = await outboxHealth(storage.db, now);
  if (active === 0 && waiting === 0 && Object.keys(paused).length === 0) return [];
  const reasons = Object.entries(paused).map(([reason, count]) => `${count} ${PAUSED.get(reason) ?? reason}`);
  return [
    `Watches: ${active} active${reasons.length > 0 ? `; paused: ${reasons.sort().join(', ')}` : ''}`,
    waiting > 0
      ? `Notifications: ${waiting} due and not yet posted, the oldest since ${new Date(oldestDueAt).toISOString()}. A running bot posts them by itself; its log says why if it cannot.`
      : 'Notifications: none is late',
  ];
}

function describeChain({ checked, head, broken }: ChainReport): string {
  if (!broken)
    return `Chain: ok, ${checked} changes checked${head.seq > 0 ? `; number ${head.seq} is ${head.hash}` : ''}`;
  const place = [`change ${broken.seq}`, broken.reference].filter(Boolean).join(', ');
  return `Chain: BROKEN at ${place}. ${broken.why} Keep a copy of the journal and find out who can write to it.`;
}

/** What no program can check about the vendors that are on. */
const advice = ({ vendors: settings }: Config, environment: Environment): string[] =>
  vendors.flatMap(({ id, advice: adviceOf }) => {
    const own = settings[id];
    return own ? [...(adviceOf?.(own, (name) => Boolean(environment[name])) ?? [])] : [];
  });
