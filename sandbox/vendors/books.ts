/** One write that took effect: a sentence, and the particulars. */
export interface Write {
  at: number;
  what: string;
  detail: unknown;
}

/** A message that left the vendor for somebody outside. Writes carry theirs as `detail.outward`. */
export interface Outward {
  channel: 'email' | 'sms' | 'handover';
  to: string;
  text: string;
}

/** What a simulated vendor has really done, oldest first. */
export interface Books {
  /** Call only once the write has taken effect. */
  write(what: string, detail: unknown): void;
  all(): readonly Write[];
  clear(): void;
}

export function openBooks(now: () => number, onWrite: () => void): Books {
  let writes: Write[] = [];
  return {
    write(what, detail) {
      writes.push({ at: now(), what, detail: structuredClone(detail) });
      onWrite();
    },
    all: () => writes,
    clear() {
      writes = [];
    },
  };
}
