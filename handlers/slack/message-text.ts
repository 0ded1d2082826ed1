import { isPart, type Part, partsOf, richText, stringOf } from './rich-text.ts';
import { type Names, unescapeSlack, withNames } from './unescape.ts';

const lines = (texts: readonly string[]): string =>
  texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n');

/** A text object; only `mrkdwn` is escaped. */
function textObject(value: unknown, names: Names): string {
  if (!isPart(value)) return '';
  return value.type === 'mrkdwn' ? unescapeSlack(stringOf(value.text), names) : stringOf(value.text);
}

/** A cell of a table: rich text, or a text or number of its own. */
const cell = (part: Part, names: Names): string =>
  part.type === 'rich_text' ? richText(part, names) : String(part.text ?? part.value ?? '');

const rowsOf = (value: unknown): Part[][] => (Array.isArray(value) ? value.map(partsOf) : []);

/** A block as people read it; buttons, inputs and pictures have no words of the message. */
function block(part: Part, names: Names): string {
  const { type, text, fields, elements, rows, title, subtitle, body, child_blocks: children } = part;
  switch (type) {
    case 'rich_text':
      return richText(part, names);
    case 'markdown':
      return withNames(stringOf(text), names);
    case 'context':
      return partsOf(elements)
        .map((element) => textObject(element, names))
        .join(' ');
    case 'table':
    case 'data_table':
      return lines(rowsOf(rows).map((row) => row.map((one) => cell(one, names)).join(' | ')));
    case 'actions':
    case 'input':
    case 'image':
    case 'video':
      return '';
    default:
      return lines([
        ...[title, subtitle, text, body].map((one) => textObject(one, names)),
        ...partsOf(fields).map((one) => textObject(one, names)),
        ...partsOf(children).map((one) => block(one, names)),
      ]);
  }
}

const blocks = (value: unknown, names: Names): string => lines(partsOf(value).map((part) => block(part, names)));

/** Slack adds a preview to each link; nobody wrote it into the message. */
const isPreview = ({ from_url: url, is_share: share, is_msg_unfurl: message, message_blocks: quoted }: Part): boolean =>
  Boolean(url) && !share && !message && !quoted;

function attachment(part: Part, names: Names): string {
  const escaped = (value: unknown) => unescapeSlack(stringOf(value), names);
  const quoted = partsOf(part.message_blocks).map(({ message }) =>
    isPart(message) ? blocks(message.blocks, names) : '',
  );
  const drawn = lines([blocks(part.blocks, names), ...quoted]);
  const fields = partsOf(part.fields).map(({ title, value }) =>
    lines([escaped(title), escaped(value)]).replace('\n', ': '),
  );
  const text = lines([escaped(part.pretext), escaped(part.title), drawn || escaped(part.text), ...fields]);
  return text || escaped(part.fallback);
}

/** A forwarded e-mail and a snippet are files, and their words stand nowhere else. Those of other files are not the message's. */
function file({ filetype, mode, subject, title, plain_text: mail, preview }: Part): string {
  if (filetype === 'email' || mode === 'email') return lines([stringOf(subject) || stringOf(title), stringOf(mail)]);
  return mode === 'snippet' ? stringOf(preview).trim() : '';
}

/** A message of Slack, as far as it has words. */
export interface Message {
  text?: unknown;
  blocks?: unknown;
  attachments?: unknown;
  files?: unknown;
}

/** A message as people read it: what its blocks show, else its text; and what is attached, link previews left out. */
export function messageText({ text, blocks: drawn, attachments, files }: Message, names: Names): string {
  const own = blocks(drawn, names) || unescapeSlack(stringOf(text), names);
  const attached = partsOf(attachments).filter((part) => own === '' || !isPreview(part));
  return lines([own, ...attached.map((part) => attachment(part, names)), ...partsOf(files).map(file)]);
}
