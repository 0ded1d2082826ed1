import leven from 'leven';

/** A word as it is compared: case, blanks, dashes and underscores do not matter. */
export const plainWord = (word: string): string => word.toLowerCase().replace(/[\s_.-]/g, '');

/** The known one nearest to what was typed, if it may be meant. */
export function nearest<T>(typed: string, known: readonly T[], wordsOf: (one: T) => readonly string[]): T | undefined {
  const wanted = plainWord(typed).slice(0, 100);
  const [best] = known
    .map((one) => {
      const words = wordsOf(one).map(plainWord);
      const isPart = wanted.length >= 3 && words.some((word) => word.startsWith(wanted));
      return { one, distance: isPart ? 1 : Math.min(...words.map((word) => leven(wanted, word))) };
    })
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, Math.floor(wanted.length / 2)) ? best.one : undefined;
}

const MOST_NAMED = 15;

/** " Did you mean status? You can use: …", with a blank before it. */
export function nearestOf(typed: string, known: readonly { name: string; label: string }[]): string {
  const found = nearest(typed, known, ({ name, label }) => [name, label]);
  const names = known.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = known.length > MOST_NAMED ? ', …' : '';
  const all = names.length === 0 ? '' : ` I know ${names.join(', ')}${more}.`;
  return `${found ? ` Did you mean ${found.name}?` : ''}${all}`;
}
