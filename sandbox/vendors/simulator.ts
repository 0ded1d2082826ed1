import type { Exchange, SwitchPosition, VendorState } from '../api.ts';
import type { RecordEditor } from './records.ts';

/** One simulated vendor: a real HTTP server on the loopback, with its own books. */
export interface VendorSimulator {
  id: string;
  name: string;
  /** Base address as the bot's configuration wants it for this vendor. */
  url: string;
  /** Everything the bot needs in its environment to talk to it. */
  env: Readonly<Record<string, string>>;
  state(): VendorState;
  setSwitch(position: SwitchPosition): void;
  /** Every write that took effect, oldest first: what tests check the bot against. */
  books(): readonly { at: number; what: string; detail: unknown }[];
  /** Its records, as people at the vendor change them. */
  editor: RecordEditor;
  /** Each request that arrived, with its answer. Secrets included. */
  onExchange(listener: (exchange: Omit<Exchange, 'id'>) => void): void;
  onChange(listener: (state: VendorState) => void): void;
  /** Back to the seed data and the normal switch. */
  reset(): void;
  close(): Promise<void>;
}
