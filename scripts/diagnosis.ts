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
    if (config.policyFile) readPolicy(config.policyFile);
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

/** What no program can find out about a vendor without doing something there. */
function advice({ vendors: { jumptech, pmp } }: Config, environment: Environment): string[] {
  const lines: string[] = [];
  if (jumptech && !(environment.JUMPTECH_NOTE_ADD_BODY && environment.JUMPTECH_NOTE_UPDATE_BODY)) {
    lines.push(
      'Jumptech: what a note looks like on the wire is an assumption. Add one and look whether it appears; if not, set' +
        ' JUMPTECH_NOTE_ADD_BODY and JUMPTECH_NOTE_UPDATE_BODY to what Jumptech tells you.',
    );
  }
  if (pmp) {
    lines.push(
      `PMP: taken for version ${pmp.PMP_API_VERSION} of its REST module (1: up to 2.0.3; 3: from 2.0.8 on). The` +
        ' administrator of the CRM finds the version under Setup, Modules; a new customer answered with a "record_id" means' +
        ' 3.0.3 or later. From 2.0.8 on an update deletes attachments of leads, by 3.0.3 also those of projects and' +
        ' tickets: set PMP_API_VERSION=3 there.',
    );
  }
  return lines;
}
