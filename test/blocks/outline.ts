import type { HomeView, ModalView } from '@slack/types';
import type { Message } from '../../blocks/message.ts';

interface Words {
  text: string;
}
/** The parts of the blocks we draw that a person would notice. */
interface Drawn {
  type: string;
  text?: Words;
  fields?: Words[];
  accessory?: Pressable;
  elements?: (Words & Pressable)[];
  label?: Words;
  hint?: Words;
  optional?: boolean;
  block_id?: string;
  element?: Record<string, unknown>;
  caption?: string;
  rows?: Words[][];
  title?: string;
  chart?: { type: string; series: { name: string; data: { label: string; value: number }[] }[] };
}
interface Pressable {
  text?: Words | string;
  options?: { text: Words; value: string }[];
  style?: string;
  action_id: string;
}

const buttonOf = ({ text, style, action_id, options = [] }: Pressable): string =>
  text === undefined
    ? `[... ${action_id}: ${options.map((one) => `${one.text.text} = ${one.value}`).join(' | ')}]`
    : `[${typeof text === 'string' ? text : text.text}${style ? ` (${style})` : ''} ${action_id}]`;

function inputOf({ label, element = {}, optional, hint, block_id }: Drawn): string {
  const initial = Object.entries(element)
    .filter(([key]) => key.startsWith('initial_'))
    .flatMap(([, value]) => value as string | { value: string })
    .map((one) => (typeof one === 'object' ? one.value : String(one)));
  const filled = initial.length > 0 ? `= ${initial.join(', ')}` : undefined;
  const parts = [label?.text, optional ? 'optional' : 'needed', element.type, `#${block_id}`, filled, hint?.text];
  return `? ${parts.filter(Boolean).join(' | ')}`;
}

function lineOf(block: Drawn): string {
  const { text, fields = [], accessory, elements = [] } = block;
  switch (block.type) {
    case 'header':
      return `# ${text?.text}`;
    case 'section':
      return [
        text?.text,
        ...fields.map((one) => `| ${one.text.replace('\n', ' = ')}`),
        accessory && buttonOf(accessory),
      ]
        .filter(Boolean)
        .join('\n');
    case 'context':
      return elements.map((one) => `~ ${one.text}`).join('\n');
    case 'actions':
      return elements.map(buttonOf).join(' ');
    case 'input':
      return inputOf(block);
    case 'data_table':
      return [
        `TABLE ${block.caption}`,
        ...(block.rows ?? []).map((row) => row.map((one) => one.text).join(' | ')),
      ].join('\n');
    case 'data_visualization':
      return [
        `CHART ${block.title} (${block.chart?.type})`,
        ...(block.chart?.series ?? []).map(
          ({ name, data }) => `${name}: ${data.map(({ label, value }) => `${label} ${value}`).join(', ')}`,
        ),
      ].join('\n');
    default:
      return '---';
  }
}

function topOf(drawn: Message | ModalView | HomeView): string[] {
  if ('text' in drawn) return [`TEXT ${drawn.text}`, ''];
  return drawn.type === 'modal' ? [`MODAL ${drawn.title.text} [${drawn.submit?.text}] [${drawn.close?.text}]`] : [];
}

/** A message or view the way a person would read it, for snapshots. */
export const outline = (drawn: Message | ModalView | HomeView): string =>
  [...topOf(drawn), ...drawn.blocks.map((block) => lineOf(block as unknown as Drawn))].join('\n');
