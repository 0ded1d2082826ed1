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

/** Runs line after line until `exit` or the end of the input. Resolves with the exit code of the last line. */
export async function runPrompt(lines: Interface, session: Session): Promise<number> {
  let code = 0;
  lines.setPrompt('bellhop> ');
  lines.prompt();
  for await (const line of lines) {
    if (/^\s*(exit|quit)\s*$/i.test(line)) return code;
    if (line.trim() !== '') code = await session.run(line);
    lines.prompt();
  }
  return code;
}
