import { type Dictionary, type Fault, isObject } from './check.ts';

/** Every object below `value`, itself first, with its pointer. */
function* objectsIn(value: unknown, at: string): Generator<{ value: Dictionary; at: string }> {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* objectsIn(one, `${at}/${index}`);
  } else if (isObject(value)) {
    yield { value, at };
    for (const [key, one] of Object.entries(value)) yield* objectsIn(one, `${at}/${key}`);
  }
}

/** `block_id` is unique in a message or view, `action_id` within its block. */
export function duplicateIds(blocks: readonly unknown[], at: string): Fault[] {
  const faults: Fault[] = [];
  const blockIds = new Set<unknown>();
  const refuse = (name: string, id: unknown, where: string) =>
    faults.push({ message: `\`${name}\` ${JSON.stringify(id)} already exists`, pointer: `${where}/${name}` });

  blocks.forEach((block, index) => {
    const actionIds = new Set<unknown>();
    for (const { value, at: where } of objectsIn(block, `${at}/${index}`)) {
      if (value.block_id !== undefined && blockIds.has(value.block_id)) refuse('block_id', value.block_id, where);
      if (value.action_id !== undefined && actionIds.has(value.action_id)) refuse('action_id', value.action_id, where);
      blockIds.add(value.block_id);
      actionIds.add(value.action_id);
    }
  });
  return faults;
}

/** At most `max` blocks of the kinds together. */
export const tooMany = (blocks: readonly unknown[], at: string, kinds: readonly string[], max: number): Fault[] => {
  const found = blocks.filter((block) => isObject(block) && kinds.includes(String(block.type)));
  return found.length > max ? [{ message: `only ${max} ${kinds[0]} allowed`, pointer: at }] : [];
};

export const focusedTwice = (blocks: readonly unknown[], at: string): Fault[] =>
  [...objectsIn(blocks, at)]
    .filter(({ value }) => value.focus_on_load === true)
    .slice(1)
    .map(({ at: where }) => ({
      message: 'only one element may set `focus_on_load`',
      pointer: `${where}/focus_on_load`,
    }));

/** The characters Slack adds up before it says `msg_blocks_too_long`: every string a reader would see. */
export const textLength = (blocks: readonly unknown[]): number =>
  [...objectsIn(blocks, '')].reduce(
    (sum, { value }) => sum + (typeof value.text === 'string' ? value.text.length : 0),
    0,
  );
