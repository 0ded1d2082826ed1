/** Runs work on one subject one after the other, work on different subjects side by side. */
export function createLines() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(subject: string | undefined, work: () => Promise<T>): Promise<T> => {
    if (subject === undefined) return work();
    const mine = (last.get(subject) ?? Promise.resolve()).then(work, work);
    const settled = mine.catch(() => {});
    last.set(subject, settled);
    void settled.then(() => last.get(subject) === settled && last.delete(subject));
    return mine;
  };
}
