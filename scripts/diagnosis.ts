import { type Config, loadConfig } from '../src/config.ts';
import { openConfigured, readPolicy } from '../src/core.ts';
import type { ChainReport, Summary } from '../src/journal/journal.ts';
import { findVendor, vendors } from '../src/operations/catalog.ts';
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

function describeConfig({ slack, policyFile, vendors: settings }: Config): string[] {
  const on = Object.keys(settings).map((id) => findVendor(id)?.name ?? id);
  const off = vendors.filter(({ id }) => !(id in settings)).map(({ name }) => name);
  const way = slack?.way.mode === 'socket' ? 'Socket Mode' : 'HTTP';
  return [
    `Slack: ${slack ? way : 'not set, so that the sandbox opens'}`,
    `Policy: ${policyFile ?? 'the built-in one'}`,
    `Vendors on: ${on.join(', ') || 'none'}`,
    `Vendors off: ${off.join(', ') || 'none'}`,
  ];
}

async function examineJournal(config: Config): Promise<Diagnosis> {
  const { where, exists, ...place } = journalPlace(config);
  if (!exists) {
    return { lines: [`Journal: ${where}, which the first start will make`], isWell: true };
  }
  try {
    const { journal, close } = await openConfigured(place);
    try {
      const entries = describeEntries(await journal.summary());
      const chain = await journal.verifyChain();
      return { lines: [`Journal: ${where}`, ...entries, describeChain(chain)], isWell: chain.broken === undefined };
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
