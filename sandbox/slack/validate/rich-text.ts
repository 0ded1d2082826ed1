import { anything, boolean, byType, integer, list, number, object, oneOf, type Rule, string, url } from './check.ts';

const style = object({
  optional: { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean, highlight: boolean },
});
const leaf = (required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule =>
  object({ required, optional: { style, ...optional } });

/** Leaves may be blank: spaces between two others are common. */
const words = string(40_000, { min: 0 });
const reference = string(255);

const text = leaf({ text: words });
const link = leaf({ url: url(3000) }, { text: words, unsafe: boolean });

const LEAVES = {
  text,
  link,
  user: leaf({ user_id: reference }),
  usergroup: leaf({ usergroup_id: reference }),
  channel: leaf({ channel_id: reference }),
  team: leaf({ team_id: reference }),
  broadcast: leaf({ range: oneOf('here', 'channel', 'everyone') }),
  emoji: leaf({ name: reference }, { unicode: reference, url: url(3000), skin_tone: number }),
  color: leaf({ value: reference }),
  date: leaf({ timestamp: number, format: reference }, { url: url(3000), fallback: words }),
};

const border = { border: oneOf(0, 1) };
const section = object({ required: { elements: list(byType(LEAVES), 1000, 0) } });

/** A `rich_text` object, whether block, cell or input value. */
export const richText: Rule = byType({
  rich_text: object({
    required: {
      elements: list(
        byType({
          rich_text_section: section,
          rich_text_list: object({
            required: {
              style: oneOf('bullet', 'ordered'),
              elements: list(byType({ rich_text_section: section }), 1000),
            },
            optional: { ...border, indent: integer(0, 8), offset: integer(0, 1_000_000) },
          }),
          rich_text_quote: object({ required: { elements: list(byType(LEAVES), 1000) }, optional: border }),
          rich_text_preformatted: object({
            required: { elements: list(byType({ text, link }), 1000) },
            optional: { ...border, language: anything },
          }),
        }),
        1000,
      ),
    },
    optional: { block_id: reference },
  }),
});
