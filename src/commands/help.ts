import type { Core } from '../core.ts';
import { siteFields } from '../engine/intents.ts';
import { admission, NOTHING, permittedOf } from '../engine/permitted.ts';
import type { Actor } from '../journal/intent.ts';
import type { Next } from '../operations/card.ts';
import { commandOf } from '../operations/catalog.ts';
import type { Operation } from '../operations/operation.ts';
import type { Vendor } from '../operations/vendor.ts';
import type { Place } from '../policy/policy.ts';
import { bind } from './bind.ts';
import type { Help } from './help-page.ts';
import type { Answer } from './own/own-command.ts';
import type { ParsedCommand } from './parse-command.ts';
import { helpForOperation, helpForVendor } from './usage.ts';
import { nowIn, serverZone } from './when.ts';

const pages = new WeakMap<Vendor, Map<string | undefined, Help>>();

/** The page of a vendor, or of one of its resources; the same object for all who may run the same. */
function pageOf(vendor: Vendor, resource?: string): Help {
  const known = pages.get(vendor) ?? new Map<string | undefined, Help>();
  pages.set(vendor, known);
  const page = known.get(resource) ?? helpForVendor(vendor, resource);
  // What is no resource comes from typed words, of which there is no end.
  if (page.usage.length > 0) known.set(resource, page);
  return page;
}

/** Help for a vendor's command, and what is said to words nobody knows: only of what the person may run. */
export async function helpAnswer(
  core: Pick<Core, 'clients' | 'policy'>,
  vendor: Vendor,
  wanted: Exclude<ParsedCommand, { ask: 'run' }>,
  { actor, place }: { actor: Actor; place: Place },
): Promise<Answer> {
  const admitted = await admission(core, actor, place);
  if (!admitted.ok) return { sentence: admitted.why, failure: 'denied' };
  const seen = await permittedOf(core, vendor, actor, place);
  if (seen.operations.length === 0) return { sentence: NOTHING, failure: 'denied' };
  const own = (operation: Operation | undefined) => seen.operations.find(({ id }) => id === operation?.id);
  if (wanted.ask === 'help') {
    const operation = own(wanted.operation);
    if (operation) return { help: helpForOperation(operation, siteFields(operation, core.clients)) };
    return { help: pageOf(seen, wanted.resource) };
  }
  if (wanted.resource === wanted.words)
    return { help: helpForVendor(seen, wanted.resource, { reason: `Say what to do with "${wanted.words}".` }) };
  const reason = `I do not know "${wanted.words}".`;
  const nearest = own(wanted.nearest);
  // A word that is no operation may be one to search for: a write is never put into somebody's mouth.
  const isSure = nearest && (nearest.risk === 'read' || wanted.resource !== undefined);
  if (!isSure) return { help: helpForVendor(seen, wanted.resource, { reason }) };
  return { help: mistypedHelp(nearest, reason, wanted.rest, core) };
}

/** One line for a mistyped command, and where it only reads, a button that runs what was meant. */
function mistypedHelp(operation: Operation, reason: string, rest: string, { clients }: Pick<Core, 'clients'>): Help {
  const command = `${commandOf(operation)}${rest.trim() === '' ? '' : ` ${rest.trim()}`}`;
  const about = { title: reason, suggestion: command, usage: [] };
  if (operation.risk !== 'read') return about;
  const { values, errors } = bind(rest, siteFields(operation, clients), operation.positional, nowIn(serverZone()));
  if (Object.keys(errors).length > 0) return about;
  const input = Object.fromEntries(
    Object.entries(values).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  ) as Next['input'];
  return { ...about, next: [{ operation: operation.id, label: 'Run it', input }] };
}
