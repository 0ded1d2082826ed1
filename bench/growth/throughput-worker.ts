import { openStores } from '../../src/stores.ts';
import { live } from './fill.ts';
import type { WorkOrder } from './throughput.ts';

/** As many intents as a busy bot has under way. */
const LANES = 16;

process.once('message', async (order) => {
  const { databaseUrl, owner, seconds } = order as WorkOrder;
  const { journal, close } = await openStores({ databaseUrl, owner, dataDir: '' });
  let turn = 0;
  let done = 0;
  const lane = async (until: number) => {
    while (performance.now() < until) {
      await live(journal, `${owner}-${++turn}`, 'succeeded', turn);
      done += 1;
    }
  };
  const run = (ms: number) => Promise.all(Array.from({ length: LANES }, () => lane(performance.now() + ms)));
  await run(1_000);
  done = 0;
  await run(seconds * 1_000);
  await close();
  process.send?.(done / seconds, () => process.exit(0));
});
