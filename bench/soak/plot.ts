import { Resvg } from '@resvg/resvg-js';
import type { Moment } from './verdict.ts';

/** One curve, or several on one scale. */
interface Panel {
  title: string;
  curves: readonly { name: string; color: string; of(moment: Moment): number }[];
}

const PANELS: readonly Panel[] = [
  {
    title: 'Memory, MB',
    curves: [
      { name: 'resident', color: '#2364aa', of: ({ rssMb }) => rssMb },
      { name: 'heap', color: '#73a942', of: ({ heapMb }) => heapMb },
    ],
  },
  { title: 'Handles', curves: [{ name: 'active', color: '#2364aa', of: ({ handles }) => handles }] },
  {
    title: 'Event-loop delay, ms',
    curves: [
      { name: 'longest', color: '#d9a441', of: ({ delayMax }) => delayMax },
      { name: 'p99', color: '#2364aa', of: ({ delayP99 }) => delayP99 },
    ],
  },
  { title: 'Acknowledgement p99, ms', curves: [{ name: 'p99', color: '#2364aa', of: ({ ackP99 }) => ackP99 }] },
  { title: 'Journal, MB', curves: [{ name: 'size', color: '#2364aa', of: ({ databaseMb }) => databaseMb }] },
];

const WIDTH = 1_000;
const HEIGHT = 150;
const LEFT = 70;
const RIGHT = 20;
const TOP = 30;
const FOOT = 30;

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-family="sans-serif" font-size="12" fill="#333" ${more}>${words}</text>`;

/** A round number at or above the highest value. */
function ceilingOf(highest: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(highest, 1)));
  return Math.ceil(Math.max(highest, 1) / step) * step;
}

function panelSvg({ title, curves }: Panel, moments: readonly Moment[], top: number, x: (minutes: number) => number) {
  const ceiling = ceilingOf(Math.max(...moments.flatMap((moment) => curves.map(({ of }) => of(moment)))));
  const y = (value: number) => top + HEIGHT - FOOT - (value / ceiling) * (HEIGHT - FOOT - TOP);
  const line = (value: number) =>
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>` +
    text(LEFT - 8, y(value) + 4, String(value), 'text-anchor="end"');
  const drawn = curves.map(({ color, of }) => {
    const points = moments.map((moment) => `${x(moment.minutes).toFixed(1)},${y(of(moment)).toFixed(1)}`).join(' ');
    return `<polyline points="${points}" fill="none" stroke="${color}" stroke-width="1.5"/>`;
  });
  const names = curves.map(({ name, color }, index) =>
    text(LEFT + 220 + index * 100, top + 18, name, `style="fill:${color}"`),
  );
  return [line(0), line(ceiling / 2), line(ceiling), ...drawn, text(LEFT, top + 18, title), ...names].join('');
}

/** The soak as a picture: a panel for each quantity over the minutes, times of trouble in grey. */
export function plot(moments: readonly Moment[], title: string): { svg: string; png: Buffer } {
  const minutes = moments.at(-1)?.minutes ?? 1;
  const x = (at: number) => LEFT + (at / minutes) * (WIDTH - LEFT - RIGHT);
  const height = 40 + PANELS.length * HEIGHT;
  const troubles = moments.flatMap(({ minutes: at, trouble }, index) => {
    const from = moments[index - 1]?.minutes ?? 0;
    return trouble
      ? `<rect x="${x(from)}" y="40" width="${x(at) - x(from)}" height="${height - 60}" fill="#f0ece4"/>`
      : [];
  });
  const panels = PANELS.map((panel, index) => panelSvg(panel, moments, 40 + index * HEIGHT, x));
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">` +
    `<rect width="100%" height="100%" fill="white"/>${troubles.join('')}${panels.join('')}` +
    `${text(LEFT, 24, title, 'font-weight="bold"')}` +
    `${text(WIDTH - RIGHT, height - 8, `${minutes.toFixed(0)} minutes`, 'text-anchor="end"')}</svg>`;
  // Letters need a font of the machine's; without any the curves are drawn all the same.
  return { svg, png: Buffer.from(new Resvg(svg, { font: { loadSystemFonts: true } }).render().asPng()) };
}
