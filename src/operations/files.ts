import { z } from 'zod';

const fileRef = z.object({ id: z.string().min(1), name: z.string(), size: z.int().min(0) });

/** A file somebody added to a form, as inputs and the journal carry it: no content, no address. `size` is in bytes. */
export type FileRef = z.output<typeof fileRef>;

/** As many as one form can take. */
const MOST_FILES = 10;

/** The schema of a field for files; declare it with `as: 'file'`. */
export const files = (most = MOST_FILES): z.ZodType<FileRef[]> =>
  z.array(fileRef).min(1, 'Add a file.').max(most, `Add at most ${most} files.`);

/** A file whose content can be fetched. */
export interface SourceFile {
  name: string;
  /** Media type. */
  type: string;
  /** In bytes. */
  size: number;
  /**
   * The content, fetched as it is read: `size` bytes, never held as a whole. Throws an OperationError when it turns out
   * longer or shorter, or breaks off.
   */
  read(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** The source of the files that a form holds. */
export interface FileSource {
  /** Size limit of all files of one request together. */
  maxBytes: number;
  /** Throws an OperationError when a file is gone or cannot be fetched, or when they are too large together. */
  open(files: readonly FileRef[]): Promise<readonly SourceFile[]>;
}

const megabytes = (bytes: number): string => `${Math.round((bytes / 2 ** 20) * 10) / 10} MB`;

/** A sentence if these files are too large; `maxBytes` is for all of them together. */
export function sizeProblem(files: readonly Pick<FileRef, 'name' | 'size'>[], maxBytes: number): string | undefined {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= maxBytes) return undefined;
  const [only] = files;
  // Without this, rounding could say "20 MB; at most 20 MB".
  const size = megabytes(bytes) === megabytes(maxBytes) ? `more than ${megabytes(maxBytes)}` : megabytes(bytes);
  const what = only && files.length === 1 ? `"${only.name}" is ${size}` : `These files are ${size} together`;
  return `${what}; at most ${megabytes(maxBytes)} can be sent.`;
}
