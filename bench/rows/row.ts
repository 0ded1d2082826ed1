import type { Contestant } from '../contestants/contestants.ts';
import type { Pinning } from '../contestants/pinning.ts';
import type { Running } from '../contestants/process.ts';
import type { Load } from '../load/load.ts';
import type { World } from '../world/world.ts';

/** What was measured of one contestant in one round, by name. */
export type Measures = Record<string, number>;

export interface Stage {
  world: World;
  bot: Running;
  load: Load;
  pinning: Pinning;
  /** Shorter runs, for a first look. */
  quick: boolean;
}

/** A job for a running contestant. */
export interface Row {
  /** As `--row` names it. */
  name: string;
  measure(stage: Stage): Promise<Measures>;
}

/** Rows that share one start of each contestant. */
export interface Group {
  name: string;
  rows: readonly Row[];
  /** Who takes part: everybody, or only the bot where the goal is no ratio. */
  contestants: 'all' | 'bot';
  needs?: 'PostgreSQL';
  /** In how many rounds, of those asked for. */
  rounds(asked: number): number;
  environment?(world: World): Promise<Record<string, string>> | Record<string, string>;
  /** Before the contestant starts, and after it stopped. */
  before?(contestant: Contestant, world: World): Promise<void>;
  after?(contestant: Contestant, world: World): Promise<void>;
}
