import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { OwnContext } from '../../src/commands/own/own-command.ts';
import { serverZone } from '../../src/commands/when.ts';
import type { Config } from '../../src/config.ts';
import { type Core, createCore, type Door } from '../../src/core.ts';
import type { Actor } from '../../src/journal/intent.ts';
import type { Logger } from '../../src/log.ts';
import { VERSION } from '../../src/version.ts';
import type { Io } from './io.ts';
import { createTerminalNotifier } from './notifier.ts';
import { createSession, type Session } from './session.ts';

const SWEEP_EVERY_MS = 3_000;

/** How a terminal knows people: whoever has a shell here holds the keys as well, unless Slack says otherwise. */
export type People = Pick<Door, 'personOf' | 'membersOf'>;

export const LOCAL_PEOPLE: People = {
  personOf: async () => ({ kind: 'member' }),
  membersOf: async () => [],
};

export interface Terminal extends Session {
  stop(): Promise<void>;
}

/** The person at the terminal: their id in Slack where it is configured, so that the policy knows them. */
export const actorFrom = (configured: string | undefined): Actor => ({
  id: configured ?? `local:${userInfo().username}`,
  team: '',
});

/** Opens a terminal on a core of its own. Rejects when the journal or the policy cannot be read. */
export async function openTerminal(
  config: Config,
  log: Logger,
  io: Io,
  { actor, people }: { actor: Actor; people: People },
): Promise<Terminal> {
  const awaited = new Set<string>();
  const reach = { hasBot: config.slack !== undefined, isAwaited: (reference: string) => awaited.has(reference) };
  const core: Core = await createCore(
    config,
    log,
    [
      {
        ...people,
        kinds: ['terminal'],
        asksApprovers: false,
        placeOf: () => ({}),
        createNotifier: () => createTerminalNotifier(io, reach),
      },
    ],
    { owner: `terminal-${randomUUID()}` },
  );
  // Without a bot beside it nobody else goes on with what a terminal left behind, and its record would stay taken.
  const sweeping = setInterval(() => void core.engine.sweep().catch(() => {}), SWEEP_EVERY_MS);
  const context: Core & OwnContext = {
    ...core,
    version: VERSION,
    zoneOf: async () => serverZone(),
  };
  const session = createSession(context, io, actor, awaited);
  return {
    run: (line) => session.run(line),
    async stop() {
      clearInterval(sweeping);
      await core.stop();
    },
  };
}
