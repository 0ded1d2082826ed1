import type { World } from '../world/world.ts';

/** Something that goes wrong for a while. */
interface Trouble {
  name: string;
  begin(world: World): void;
  end(world: World): void;
}

const TROUBLES: readonly Trouble[] = [
  { name: 'slow vendor', begin: ({ vendors }) => vendors.delay(2_500), end: ({ vendors }) => vendors.delay(0) },
  { name: 'vendor errors', begin: ({ vendors }) => vendors.fail(true), end: ({ vendors }) => vendors.fail(false) },
  { name: 'hanging vendor', begin: ({ vendors }) => vendors.hang(true), end: ({ vendors }) => vendors.hang(false) },
  {
    name: 'Slack limits',
    begin: ({ slack }) => slack.trouble('rate limits'),
    end: ({ slack }) => slack.trouble('none'),
  },
  { name: 'Slack errors', begin: ({ slack }) => slack.trouble('errors'), end: ({ slack }) => slack.trouble('none') },
];

/** A trouble lasts so long, and then all is well for as long again and longer. */
const LASTS_MS = 15_000;
const SHARE_OF_TIME = 0.25;

/** Which trouble there is, if any, after so much time. */
export function troubleAt(ms: number): string | undefined {
  const turn = LASTS_MS / SHARE_OF_TIME;
  const isTrouble = ms % turn >= turn - LASTS_MS;
  return isTrouble ? TROUBLES[Math.floor(ms / turn) % TROUBLES.length]!.name : undefined;
}

/** Makes the world as troubled as it should be now. `before`: the trouble so far. */
export function setTrouble(world: World, now: string | undefined, before: string | undefined): void {
  if (now === before) return;
  TROUBLES.find(({ name }) => name === before)?.end(world);
  TROUBLES.find(({ name }) => name === now)?.begin(world);
}
