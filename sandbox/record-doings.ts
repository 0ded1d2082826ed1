import type { ShownRecord } from './api.ts';
import { type Doing, type Doings, failed } from './doing.ts';
import type { VendorSimulator } from './vendors/simulator.ts';

const NO_RECORD = failed('There is no such record.');

type RecordCall = 'records' | 'change_record' | 'add_record' | 'remove_record' | 'change_records';
type Kind = { vendor: string; kind: string };

/** What PMP sends of a record: the event, and the row's own columns. */
const webhookBody = (word: string, event: string, { id, values }: ShownRecord): string =>
  JSON.stringify({
    event: `${word}.${event}`,
    timestamp: Math.floor(Date.now() / 1000),
    data: { id, [`${word}_id`]: id, ...values },
  });

/** What somebody at a vendor does with its records; PMP can tell of it by its webhook, which anybody else cannot. */
export function recordDoings(
  vendors: readonly VendorSimulator[],
  sendWebhook: Doing<'webhook'>,
): Pick<Doings, RecordCall> {
  const editorOf = (id: string) => vendors.find((one) => one.id === id)?.editor;
  async function sendOf({ vendor, kind }: Kind, event: string, record: ShownRecord | undefined): Promise<void> {
    const word = editorOf(vendor)
      ?.kinds()
      .find(({ key }) => key === kind)?.one;
    if (vendor !== 'pmp' || !word || !record) return;
    await sendWebhook({ hook: 'pmp', body: webhookBody(word, event, record), spoil: false, again: false });
  }
  return {
    async records({ vendor, kind, find }) {
      const found = editorOf(vendor)?.list(kind, find);
      return found ? { ok: true, ...found } : NO_RECORD;
    },
    async change_record({ vendor, kind, id, values, byWebhook }) {
      const editor = editorOf(vendor);
      if (!editor?.change(kind, id, values)) return NO_RECORD;
      if (byWebhook) await sendOf({ vendor, kind }, 'updated', editor.find(kind, id));
      return { ok: true };
    },
    async add_record({ vendor, kind, values, byWebhook }) {
      const editor = editorOf(vendor);
      const id = editor?.add(kind, values);
      if (!id) return NO_RECORD;
      if (byWebhook) await sendOf({ vendor, kind }, 'created', editor?.find(kind, id));
      return { ok: true, id };
    },
    async remove_record({ vendor, kind, id, byWebhook }) {
      const editor = editorOf(vendor);
      const before = editor?.find(kind, id);
      if (!editor?.remove(kind, id)) return NO_RECORD;
      if (byWebhook) await sendOf({ vendor, kind }, 'deleted', before);
      return { ok: true };
    },
    async change_records({ vendor, kind, count }) {
      const changed = editorOf(vendor)?.changeMany(kind, count);
      return changed ? { ok: true, changed } : NO_RECORD;
    },
  };
}
