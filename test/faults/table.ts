import { DELIVERY_FAULTS, SLACK_FAULTS, VENDOR_FAULTS } from './faults.ts';
import type { Intent } from './intents.ts';
import { DOORS } from './recipes.ts';
import type { RoundReport } from './round.ts';
import { PROMISES, type Violation } from './verdict.ts';

type Line = readonly [words: string, count: number];

const block = (title: string, lines: readonly Line[]): string => {
  const shown = lines.map(([words, count]) => `  ${words.padEnd(58)}${String(count).padStart(7)}`);
  return [title, ...shown].join('\n');
};

function counted(words: readonly string[]): Line[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

const inOrder = (names: readonly string[], words: readonly string[]): Line[] =>
  names.map((name) => [name, words.filter((word) => word === name).length]);

/** Everything a round counted, as the closing table. */
export function tableOf(reports: readonly RoundReport[]): string {
  const verdicts = reports.flatMap(({ verdicts: some }) => some);
  const intents: Intent[] = verdicts.map(({ trail }) => trail.intent);
  const deaths = reports.flatMap(({ ends }) => ends.map(({ death }) => death));
  const violations = reports.flatMap((report) => report.violations);
  const sum = (number: (report: RoundReport) => number) => reports.reduce((total, report) => total + number(report), 0);
  const faulty = ({ faults }: Intent) => [faults.vendor, faults.slack, faults.delivery].filter(Boolean).length;
  return [
    block('Runs', [
      ['altogether', intents.length],
      ['acknowledged by the bot', verdicts.filter(({ verdict }) => verdict.acknowledged).length],
      ['with several faults at once', intents.filter((intent) => faulty(intent) > 1).length],
      ['with no fault of their own', intents.filter((intent) => faulty(intent) === 0).length],
    ]),
    block(
      'By door',
      inOrder(
        DOORS,
        intents.map(({ door }) => door),
      ),
    ),
    block('By operation', counted(intents.map(({ operation, kind }) => `${operation} (${kind})`))),
    block(
      'The vendor',
      inOrder(
        Object.keys(VENDOR_FAULTS),
        intents.map(({ faults }) => faults.vendor?.kind ?? ''),
      ),
    ),
    block(
      'Slack',
      inOrder(
        Object.keys(SLACK_FAULTS),
        intents.map(({ faults }) => faults.slack?.kind ?? ''),
      ),
    ),
    block(
      'Delivery',
      inOrder(
        Object.keys(DELIVERY_FAULTS),
        intents.map(({ faults }) => faults.delivery ?? ''),
      ),
    ),
    block(
      'Processes killed (kill -9) or stopped',
      counted(deaths.map((death) => (death.how === 'at a point' ? `${death.when} ${death.point}` : death.how))).sort(),
    ),
    block('How it ended', counted(verdicts.map(({ verdict }) => verdict.state))),
    block('Worth knowing', [
      ['deaths', deaths.length],
      ['repeated deliveries and presses that changed nothing', sum(({ suppressed }) => suppressed)],
      [
        'notified twice after a crash between post and record',
        verdicts.reduce((all, { verdict }) => all + verdict.notifiedTwice, 0),
      ],
      ['"Working on it" left standing', sum(({ stale }) => stale)],
    ]),
    block(
      'Broken promises',
      Object.entries(PROMISES).map(
        ([name, words]): Line => [words, violations.filter(({ promise }) => promise === name).length],
      ),
    ),
  ].join('\n\n');
}

const clock = (at: number) => new Date(at).toISOString().slice(14, 23);

/** Everything that happened to the intent of a violation, in order, for whoever has to find out why. */
export function storyOf({ promise, what, trail }: Violation, report: RoundReport): string {
  const head = `round ${report.number}: ${PROMISES[promise]}\n  ${what}`;
  if (!trail) return head;
  const { intent, delivered, reached, refusedPosts, did } = trail;
  const events = [
    ...did.map((one) => ({ at: one.at, what: `person: ${one.what}` })),
    ...delivered.map((one) => ({
      at: one.at,
      what: `slack -> bot: ${one.what}${one.copy ? ' (again)' : ''}: ${one.status} ${one.body?.slice(0, 80) ?? ''}`,
    })),
    ...reached.map((one) => ({
      at: one.at,
      what: `bot -> vendor: ${one.what} [${one.fault ?? 'well'}] ${one.isClear ? 'answered' : 'no clear answer'}`,
    })),
    ...refusedPosts.map((one) => ({ at: one.at, what: `bot -> slack refused: ${one.what}` })),
    ...report.notified
      .filter(({ marker }) => marker === intent.marker)
      .map((one) => ({ at: one.at, what: `told in ${one.where}: ${one.reference} ${one.words}` })),
    ...report.ends.map((one) => ({ at: one.at, what: `bot ended: ${JSON.stringify(one.death)}` })),
  ].sort((a, b) => a.at - b.at);
  const { index, person, channel, door, operation, kind, typed, faults } = intent;
  return [
    head,
    `  intent ${index} of ${person} in ${channel}, by ${door}: ${operation} (${kind}): ${typed}`,
    `  faults: ${JSON.stringify(faults)}`,
    ...events.map((event) => `  ${clock(event.at)} ${event.what}`),
  ].join('\n');
}
