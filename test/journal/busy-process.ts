import { once } from 'node:events';
import { openStores } from '../../src/stores.ts';
import { newIntent } from './places.ts';

const [task, where = '{}', name = ''] = process.argv.slice(1);
console.log('ready');
await once(process.stdin, 'data');
const { journal, close } = await openStores({ ...JSON.parse(where), owner: name });

if (task === 'open') {
  await journal.record(newIntent(`from ${name}`), 'accepted');
  await close();
  process.stdin.destroy();
} else {
  await Promise.all(Array.from({ length: 4 }, work));
}

/** Takes intents as far as two in three of them go, and says so each time the journal has promised something. */
async function work(): Promise<never> {
  for (let round = 0; ; round++) {
    const { reference } = (await journal.record(newIntent(), 'accepted')).entry;
    console.log(reference, 'accepted');
    if (round % 3 === 0) continue;
    await journal.start(reference);
    console.log(reference, 'running');
    if (round % 3 === 1) continue;
    await journal.finish(reference, { state: 'succeeded', tookMs: 1 });
    console.log(reference, 'succeeded');
  }
}
