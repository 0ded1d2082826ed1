import { leadsMessage, leadsSchema } from '../contestants/leads-message.ts';
import { Results } from './results.ts';
import { type SlackStandIn, startSlackStandIn } from './slack.ts';
import { startVendorStandIn, type VendorStandIn } from './vendors.ts';

/** Slack and the vendors around a contestant. They live in the process that makes the load, on a core of its own. */
export interface World {
  slack: SlackStandIn;
  vendors: VendorStandIn;
  results: Results;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const results = new Results();
  const vendors = await startVendorStandIn();
  const leads = leadsSchema.parse(vendors.leads);
  const { blocks } = leadsMessage(leads, { key: 'acme', user: 'U0BENCH0000', tookMs: 1 });
  const slack = await startSlackStandIn(results, blocks);
  return {
    slack,
    vendors,
    results,
    async close() {
      await Promise.all([slack.close(), vendors.close()]);
    },
  };
}
