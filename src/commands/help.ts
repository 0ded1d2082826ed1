import type { Core } from '../core.ts';
import { admission, NOTHING, permittedOf } from '../engine/permitted.ts';
import { siteFields } from '../engine/site-fields.ts';
import type { Actor } from '../journal/intent.ts';
import { commandOf } from '../operations/catalog.ts';
import type { Operation } from '../operations/operation.ts';
import type { Vendor } from '../operations/vendor.ts';
import type { Place } from '../policy/policy.ts';
import type { Help } from './help-page.ts';
import type { Answer } from './own/own-command.ts';
import type { ParsedCommand } from './parse-command.ts';
import { helpForOperation, helpForVendor } from './usage.ts';

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
  const isResource = wanted.resource === wanted.words;
  const nearest = isResource ? undefined : own(wanted.nearest);
  const reason = isResource ? `Say what to do with "${wanted.words}".` : `I do not know "${wanted.words}".`;
  return {
    help: helpForVendor(seen, wanted.resource, { reason, ...(nearest ? { suggestion: commandOf(nearest) } : {}) }),
  };
}
