import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallName, SandboxCalls, SandboxState } from '../../sandbox/api.ts';

const main = fileURLToPath(new URL('../../dist/bot/main.js', import.meta.url));
const READY_WITHIN_MS = 20_000;

/** The built program as `npm start` runs it with nothing of Slack configured. */
export interface SandboxProgram {
  address: string;
  /** Its working directory, which it was started in. */
  cwd: string;
  call<Name extends CallName>(name: Name, body: SandboxCalls[Name]): Promise<{ ok: boolean; error?: string }>;
  state(as: string): Promise<SandboxState>;
  close(): Promise<void>;
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(new Error(`The sandbox did not start: ${said}`));
    const late = setTimeout(fail, READY_WITHIN_MS);
    child.once('exit', fail);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /Open (http:\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
  });
}

interface Options {
  /** What the shell has set, beside the ports. */
  shell?: Readonly<Record<string, string>>;
  /** Content of a `.env` in the working directory. */
  dotenv?: string;
}

export async function startSandboxProgram({ shell = {}, dotenv }: Options = {}): Promise<SandboxProgram> {
  const cwd = mkdtempSync(join(tmpdir(), 'bellhop-sandbox-'));
  if (dotenv !== undefined) writeFileSync(join(cwd, '.env'), dotenv);
  const env = { PATH: process.env.PATH ?? '', PORT: '0', SANDBOX_PORT: '0', ...shell };
  const child = spawn(process.execPath, [main], { cwd, env });
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(cwd, { recursive: true, force: true });
  };
  let address: string;
  try {
    address = await addressOf(child);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    address,
    cwd,
    async call(name, body) {
      const response = await fetch(`${address}/sandbox/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await response.json()) as { ok: boolean; error?: string };
    },
    state: async (as) => (await (await fetch(`${address}/sandbox/state?as=${as}`)).json()) as SandboxState,
    close,
  };
}
