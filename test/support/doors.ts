import { createDoors, type Doors, type ServedDoor } from '../../src/engine/doors.ts';
import type { Notifier } from '../../src/engine/notifier.ts';
import type { DoorKind } from '../../src/journal/intent.ts';

const SILENT: Notifier = {
  working: async () => {},
  finished: async () => {},
  question: async () => {},
  approvalRequested: async () => undefined,
  approvalChanged: async () => {},
  approvalReminder: async () => {},
};

/** The doors of a process under test that serves commands. Its notifier does nothing but what is given. */
export const doorsWith = (notifier: Partial<Notifier> = {}, kinds: readonly DoorKind[] = ['command']): Doors =>
  createDoors([{ kinds, asksApprovers: true, placeOf: () => ({}), notifier: { ...SILENT, ...notifier } }]);

/** A door that keeps the keys of the entries whose people it notified, and of those whose approvers it asked. */
export function loudDoor(kinds: readonly DoorKind[]): ServedDoor & { heard: string[]; asked: string[] } {
  const [heard, asked]: [string[], string[]] = [[], []];
  const notifier: Notifier = {
    ...SILENT,
    finished: async ({ key }) => void heard.push(key),
    approvalRequested: async ({ key }) => void asked.push(key),
  };
  return { kinds, asksApprovers: true, placeOf: () => ({}), notifier, heard, asked };
}
