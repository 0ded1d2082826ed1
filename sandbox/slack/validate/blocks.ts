import { chart } from './chart.ts';
import {
  boolean,
  byType,
  type Dictionary,
  exactlyOne,
  type Fault,
  integer,
  list,
  number,
  object,
  oneOf,
  only,
  type Rule,
  type Shape,
  string,
  url,
} from './check.ts';
import { anyText, id, mrkdwn, plain, slackFile } from './composition.ts';
import { ELEMENTS, ELEMENTS_OF } from './elements.ts';
import { richText } from './rich-text.ts';

export type Surface = 'message' | 'modal' | 'home';

const block = ({ optional, ...shape }: Shape): Rule => object({ ...shape, optional: { block_id: id, ...optional } });
const element = (place: keyof typeof ELEMENTS_OF): Rule => byType(only(ELEMENTS, ...ELEMENTS_OF[place]));
const image = byType(only(ELEMENTS, 'image'));

const atLeastOne =
  (...keys: string[]) =>
  (value: Dictionary, at: string, faults: Fault[]): void => {
    if (!keys.some((key) => value[key] !== undefined)) {
      faults.push({ message: `must define ${keys.map((key) => `\`${key}\``).join(' or ')}`, pointer: at });
    }
  };

const rawText = object({ required: { text: string(3000) } });
const rawNumber = object({ required: { value: number, text: string(3000) } });
const cell = byType({ raw_text: rawText, raw_number: rawNumber, rich_text: richText });

const dataTable = (table: Dictionary, at: string, faults: Fault[]): void => {
  const rows = table.rows as Dictionary[][];
  rows[0]?.forEach((one, column) => {
    if (one.type === 'rich_text') {
      faults.push({ message: 'unsupported type: rich_text', pointer: `${at}/rows/0/${column}/type` });
    }
  });
  rows.forEach((row, index) => {
    if (row.length !== rows[0]?.length) {
      faults.push({ message: 'rows must have the same number of cells', pointer: `${at}/rows/${index}` });
    }
  });
  const characters = rows.flat().reduce((sum, one) => sum + (typeof one.text === 'string' ? one.text.length : 0), 0);
  if (characters > 10_000) faults.push({ message: 'must be less than 10001 characters', pointer: `${at}/rows` });
};

const task = block({
  required: { task_id: id, title: string(3000), status: oneOf('pending', 'in_progress', 'complete', 'error') },
  optional: {
    details: richText,
    output: richText,
    sources: list(byType({ url: object({ required: { url: url(3000), text: string(3000) } }) }), 100),
  },
});

const card = block({
  optional: {
    hero_image: image,
    icon: image,
    title: mrkdwn(150),
    subtitle: mrkdwn(150),
    body: mrkdwn(200),
    actions: list(byType(only(ELEMENTS, 'button')), 2),
  },
  together: atLeastOne('hero_image', 'title', 'actions', 'body'),
});

const CLASSIC: Readonly<Record<string, Rule>> = {
  section: block({
    optional: { text: anyText(3000), fields: list(anyText(2000), 10), accessory: element('section'), expand: boolean },
    together: atLeastOne('text', 'fields'),
  }),
  header: block({ required: { text: plain(150) } }),
  divider: block({}),
  context: block({ required: { elements: list(element('context'), 10) } }),
  actions: block({ required: { elements: list(element('actions'), 25) } }),
  image: block({
    required: { alt_text: string(2000) },
    optional: { image_url: url(3000), slack_file: slackFile, title: plain(2000) },
    together: exactlyOne('image_url', 'slack_file'),
  }),
  input: block({
    required: { label: plain(2000), element: element('input') },
    optional: { hint: plain(2000), optional: boolean, dispatch_action: boolean },
  }),
  rich_text: richText,
  video: block({
    required: { video_url: url(3000), thumbnail_url: url(3000), alt_text: string(2000), title: plain(199) },
    optional: {
      title_url: url(3000),
      author_name: string(49),
      provider_name: string(255),
      provider_icon_url: url(3000),
      description: plain(3000),
    },
  }),
  table: block({
    required: { rows: list(list(cell, 20), 100) },
    optional: {
      column_settings: list(object({ optional: { align: oneOf('left', 'center', 'right'), is_wrapped: boolean } }), 20),
    },
  }),
};

const everywhere: readonly Surface[] = ['message', 'modal', 'home'];
const inMessages: readonly Surface[] = ['message'];
const onPages: readonly Surface[] = ['message', 'home'];

/** Every block Slack knows: what it looks like and where it may stand. `file` is missing: apps cannot post it. */
const BLOCKS: Readonly<Record<string, { rule: Rule; surfaces: readonly Surface[] }>> = {
  ...Object.fromEntries(Object.entries(CLASSIC).map(([name, rule]) => [name, { rule, surfaces: everywhere }])),
  table: { rule: CLASSIC.table!, surfaces: inMessages },
  alert: {
    rule: block({
      required: { text: anyText(3000) },
      optional: { level: oneOf('default', 'info', 'warning', 'error', 'success') },
    }),
    surfaces: ['modal'],
  },
  markdown: { rule: block({ required: { text: string(12_000) } }), surfaces: inMessages },
  context_actions: {
    rule: block({ required: { elements: list(element('context_actions'), 5) } }),
    surfaces: inMessages,
  },
  data_table: {
    rule: block({
      required: { caption: string(255), rows: list(list(cell, 20), 101, 2) },
      optional: { page_size: integer(1, 100), row_header_column_index: integer(0, 19) },
      together: dataTable,
    }),
    surfaces: inMessages,
  },
  data_visualization: {
    rule: block({
      required: {
        title: string(50),
        chart,
      },
    }),
    surfaces: inMessages,
  },
  task_card: { rule: task, surfaces: inMessages },
  plan: {
    rule: block({ required: { title: string(3000) }, optional: { tasks: list(byType({ task_card: task }), 50, 0) } }),
    surfaces: inMessages,
  },
  card: { rule: card, surfaces: onPages },
  carousel: { rule: block({ required: { elements: list(byType({ card }), 10) } }), surfaces: onPages },
  container: {
    rule: block({
      required: { child_blocks: list(byType(CLASSIC), 10) },
      optional: {
        title: plain(150),
        rich_text_title: richText,
        subtitle: anyText(150),
        width: oneOf('narrow', 'standard', 'wide', 'full'),
        icon: image,
        is_collapsible: boolean,
        default_collapsed: boolean,
        has_header_divider: boolean,
      },
      together: atLeastOne('title', 'rich_text_title'),
    }),
    surfaces: onPages,
  },
};

/** One block on this surface; what may not stand there is as unknown as what does not exist. */
export const blockOn = (surface: Surface): Rule =>
  byType(
    Object.fromEntries(
      Object.entries(BLOCKS)
        .filter(([, { surfaces }]) => surfaces.includes(surface))
        .map(([name, { rule }]) => [name, rule]),
    ),
  );
