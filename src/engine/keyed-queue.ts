/** Runs work with the same key one after the other, work with different keys side by side. */
export function createKeyedQueue() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(key: string | undefined, work: () => Promise<T>): Promise<T> => {
    if (key === undefined) return work();
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
    const ended = mine.catch(() => {});
    last.set(key, ended);
    void ended.then(() => last.get(key) === ended && last.delete(key));
    return mine;
  };
}
