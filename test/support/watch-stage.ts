import { setTimeout as wait } from 'node:timers/promises';
import type { Message, ShownRecord } from '../../sandbox/api.ts';
import type { Stores } from '../../src/stores.ts';
import { raise, type Stage } from './stage.ts';

/** A stage whose clock can be moved, and whose leads at PMP people can change. */
export interface WatchStage {
  stage: Stage;
  /** Moves the bot's clock on. */
  pass(minutes: number): void;
  now(): number;
  /** The newest lead of this name at PMP. */
  lead(name: string): ShownRecord;
  changeLead(name: string, values: Readonly<Record<string, string>>): void;
  /** Waits until every watch knows what is there now, so that what changes from here on counts. */
  settled(): Promise<void>;
  /** Id of the watch that a message is about. */
  idIn(message: Message): string;
}

export async function raiseWatchStage(options: Parameters<typeof raise>[0] = {}): Promise<WatchStage> {
  let offset = 0;
  let looking: Stores | undefined;
  const now = () => Date.now() + offset;
  const stage = await raise({ ...options, bot: { now, watchSweepMs: 100, sweepMs: 300, ...options.bot } });
  const lead = (name: string): ShownRecord => {
    const found = stage.vendor('pmp').editor.list('leads', name);
    const [record] = found ? found.records : [];
    if (!record) throw new Error(`PMP has no lead "${name}".`);
    return record;
  };
  return {
    stage,
    now,
    lead,
    pass: (minutes) => {
      offset += minutes * 60_000;
    },
    changeLead(name, values) {
      stage.vendor('pmp').editor.change('leads', lead(name).id, values);
    },
    async settled() {
      looking ??= await stage.storesOf('looking');
      const { db } = looking.storage;
      const isSettled = async () => {
        const behind = await db
          .selectFrom('watch')
          .innerJoin('watch_query', 'watch_query.key', 'watch.source_key')
          .select('watch.id')
          .where('watch.state', '=', 'active')
          .where((eb) =>
            eb.or([eb('last_answer_at', 'is', null), eb('last_answer_at', '<', eb.ref('watch.created_at'))]),
          )
          .execute();
        return behind.length === 0;
      };
      for (const until = Date.now() + 8_000; !(await isSettled()); await wait(50))
        if (Date.now() > until) throw new Error('PMP was not asked in time.');
    },
    idIn: (message) => /W-[0-9A-Z]{6}/.exec(JSON.stringify(message))?.[0] ?? '',
  };
}
