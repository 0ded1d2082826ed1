import type { SlackFile } from '../../api.ts';
import type { World } from '../world.ts';
import { actor, CannotDo } from './able.ts';

/** A file as a person picks it on their computer. */
export interface PickedFile {
  name: string;
  /** Media type. */
  type: string;
  content: Uint8Array;
}

/** The person's client uploads a file, as it does when one is picked in a form; nothing is posted anywhere. */
export async function upload(
  world: World,
  as: string,
  { name, type, content }: PickedFile,
): Promise<{ file: SlackFile }> {
  const person = actor(world, as);
  if (content.length === 0) throw new CannotDo(`${name} is empty.`);
  const mimetype = type || 'application/octet-stream';
  const record = world.files.add(person, { name, mimetype, content: Buffer.from(content) });
  return { file: world.files.object(record) };
}
