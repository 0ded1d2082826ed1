import type { Core } from '../core.ts';
import { siteFields } from '../engine/intents.ts';
import { admission, NOTHING, permittedOf } from '../engine/permitted.ts';
import type { Actor } from '../journal/intent.ts';
import { commandOf } from '../operations/catalog.ts';
import type { Operation } from '../operations/operation.ts';
import type { Vendor } from '../operations/vendor.ts';
import type { Place } from '../policy/policy.ts';
import type { Answer } from './own/own-command.ts';
import type { ParsedCommand } from './parse-command.ts';
import { helpForOperation, helpForVendor } from './usage.ts';

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
    return { help: helpForVendor(seen, wanted.resource) };
  }
  const isResource = wanted.resource === wanted.words;
  const nearest = isResource ? undefined : own(wanted.nearest);
  const reason = isResource ? `Say what to do with "${wanted.words}".` : `I do not know "${wanted.words}".`;
  return {
    help: helpForVendor(seen, wanted.resource, { reason, ...(nearest ? { suggestion: commandOf(nearest) } : {}) }),
  };
}
