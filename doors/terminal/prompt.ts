import type { Interface } from 'node:readline/promises';
import { completionsFor } from './completion.ts';
import type { Session } from './session.ts';

/** What Tab offers for a line, as node:readline wants it. */
export function complete(line: string): [string[], string] {
  const words = line.split(/\s+/);
  const current = words.pop() ?? '';
  const before = words.filter(Boolean).slice(0, 3);
  return [completionsFor(before).filter((word) => word.startsWith(current)), current];
}

/** Asks one question. Undefined when the person presses Ctrl+C or Ctrl+D, or the input ends: that is no answer. */
export async function askOnce(lines: Interface, question: string): Promise<string | undefined> {
  const closed = new AbortController();
  const close = () => closed.abort();
  lines.once('close', close);
  try {
    return await lines.question(question, { signal: closed.signal });
  } catch (error) {
    if (closed.signal.aborted || (error as NodeJS.ErrnoException).code === 'ERR_USE_AFTER_CLOSE') return undefined;
    throw error;
  } finally {
    lines.off('close', close);
  }
}

/** Runs line after line until `exit` or the end of the input. Resolves with the exit code of the last line. */
export async function runPrompt(lines: Interface, session: Session): Promise<number> {
  let code = 0;
  let isClosed = false;
  lines.once('close', () => {
    isClosed = true;
  });
  lines.setPrompt('bellhop> ');
  lines.prompt();
  for await (const line of lines) {
    if (/^\s*(exit|quit)\s*$/i.test(line)) return code;
    if (line.trim() !== '') code = await session.run(line);
    // A closed one would begin to read again, and the process would never end.
    if (!isClosed) lines.prompt();
  }
  return code;
}
