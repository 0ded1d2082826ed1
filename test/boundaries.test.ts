import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { MessageAddress, Origin } from '../src/journal/intent.ts';
import { vendors } from '../src/operations/catalog.ts';

const top = fileURLToPath(new URL('../', import.meta.url));

const filesIn = (folder: string): string[] =>
  readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));

interface Import {
  from: string;
  /** A file from the top, or the name of a package. */
  to: string;
  typeOnly: boolean;
  /** Loaded when it is needed. */
  isLazy: boolean;
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|^\s*import\s+'([^']+)'/gm;

function importsOf(file: string): Import[] {
  const source = readFileSync(join(top, file), 'utf8');
  return [...source.matchAll(IMPORT)].map(([, type, plain, dynamic, bare]) => {
    const name = plain ?? dynamic ?? bare ?? '';
    const to = name.startsWith('.') ? relative(top, join(top, dirname(file), name)) : name;
    return { from: file, to, typeOnly: type !== undefined, isLazy: dynamic !== undefined };
  });
}

const codeOf = (file: string) => readFileSync(join(top, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

const imports = ['src', 'handlers', 'doors', 'blocks', 'sandbox'].flatMap(filesIn).flatMap(importsOf);
const inside = (path: string, ...folders: string[]): boolean => folders.some((folder) => path.startsWith(`${folder}/`));
const isSlack = (name: string): boolean => name.startsWith('@slack/');
const offenders = (isWrong: (one: Import) => boolean): string[] =>
  imports.filter(isWrong).map(({ from, to }) => `${from} imports ${to}`);

describe('who may know whom', () => {
  it('reads the imports at all', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.some(({ from, to }) => from === 'handlers/commands.ts' && to === 'src/operations/catalog.ts')).toBe(
      true,
    );
  });

  it('nothing in src knows Slack, the handlers or the blocks, types included; only main.ts starts a door', () => {
    expect(
      offenders(
        ({ from, to }) =>
          inside(from, 'src') &&
          !(from === 'src/main.ts' && to === 'handlers/app.ts') &&
          (isSlack(to) || inside(to, 'handlers', 'blocks', 'doors')),
      ),
    ).toEqual([]);
  });

  it('what runs in production imports only packages that package.json declares, and only types from those for development', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
    const packageOf = (name: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? '';
    const isPackage = (to: string): boolean => !/^node:|^(?:src|handlers|doors|blocks|sandbox)\//.test(to);
    const isDeclared = ({ to, typeOnly }: Import): boolean =>
      Object.hasOwn(dependencies, packageOf(to)) || (typeOnly && Object.hasOwn(devDependencies, packageOf(to)));
    expect(offenders((one) => !inside(one.from, 'sandbox') && isPackage(one.to) && !isDeclared(one))).toEqual([]);
  });

  it('nothing in src can read where an answer or a message of a door stands', () => {
    expectTypeOf<keyof Origin>().toEqualTypeOf<'door' | 'private' | 'replyTo'>();
    expectTypeOf<Origin['replyTo']>().toBeUnknown();
    expectTypeOf<MessageAddress>().toBeUnknown();
    const ofSlack = /\b(responseUrl|response_url|thread|inThread|thread_ts|message_ts|\.ts)\b(?!')/;
    expect(filesIn('src').filter((file) => ofSlack.test(codeOf(file).replace(IMPORT, '')))).toEqual([]);
  });

  it('nothing imports itself by a detour, types aside', () => {
    const next = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) {
      if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, way: readonly string[]): void => {
      const at = way.indexOf(file);
      if (at >= 0) cycles.push([...way.slice(at), file].join(' -> '));
      if (at >= 0 || done.has(file)) return;
      for (const one of next.get(file) ?? []) visit(one, [...way, file]);
      done.add(file);
    };
    for (const file of next.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('only the engine records an intent or ends one', () => {
    const writes =
      /\bjournal\.(record|confirm|cancel|start|finish|resolve|vote|requestApproval|abandonApproval|keepSnapshot)\(/;
    const writers = ['src', 'handlers', 'doors', 'blocks', 'sandbox', 'scripts']
      .flatMap(filesIn)
      .filter((file) => writes.test(readFileSync(join(top, file), 'utf8')));
    expect(writers.filter((file) => !inside(file, 'src/engine'))).toEqual([]);
    expect(writers.length).toBeGreaterThan(0);
  });

  it('outcomes are recorded in one place, and worded outside the journal', () => {
    const filesWith = (pattern: RegExp, ...folders: string[]) =>
      folders.flatMap(filesIn).filter((file) => pattern.test(readFileSync(join(top, file), 'utf8')));
    expect(filesWith(/\bjournal\.(finish|resolve)\(/, 'src', 'handlers', 'doors', 'scripts')).toEqual([
      'src/engine/outcomes.ts',
    ]);
    expect(filesWith(/\bmessage: ['"`]/, 'src/journal')).toEqual([]);
  });

  it('the storage knows nothing of what is kept in it, types included', () => {
    expect(
      offenders(
        ({ from, to }) =>
          inside(from, 'src/storage') && inside(to, 'src') && !inside(to, 'src/storage') && to !== 'src/errors.ts',
      ),
    ).toEqual([]);
  });

  it('only a main.ts loads the sandbox', () => {
    expect(
      offenders(
        ({ from, to }) =>
          !['src/main.ts', 'doors/terminal/main.ts'].includes(from) &&
          !inside(from, 'sandbox') &&
          inside(to, 'sandbox'),
      ),
    ).toEqual([]);
  });

  it('blocks take types from src and call nothing', () => {
    const pure = ['src/operations/card.ts', 'src/operations/field-kinds.ts', 'src/errors.ts'];
    expect(
      offenders(
        ({ from, to, typeOnly }) =>
          inside(from, 'blocks') &&
          ((inside(to, 'src') && !typeOnly && !pure.includes(to)) ||
            inside(to, 'handlers', 'sandbox') ||
            (isSlack(to) && !typeOnly) ||
            to.startsWith('node:')),
      ),
    ).toEqual([]);
  });

  it('vendors know only the core, and no other vendor', () => {
    const core = [
      ...['card', 'operation', 'vendor', 'records', 'fields', 'files'].map((name) => `src/operations/${name}.ts`),
      'src/errors.ts',
    ];
    expect(
      offenders(({ from, to }) => {
        const vendor = /^src\/vendors\/[^/]+\//.exec(from)?.[0];
        return (
          vendor !== undefined &&
          inside(to, 'src') &&
          !to.startsWith(vendor) &&
          !core.includes(to) &&
          !inside(to, 'src/vendors/shared')
        );
      }),
    ).toEqual([]);
  });

  it('only the index of a vendor imports its client, and only when the vendor is on', () => {
    const clients = imports.filter(({ to, typeOnly }) => /^src\/vendors\/[^/]+\/client\.ts$/.test(to) && !typeOnly);
    expect(clients.filter(({ from, to, isLazy }) => !isLazy || from !== to.replace('client', 'index'))).toEqual([]);
    expect(clients).toHaveLength(vendors.length);
  });

  it('operations import no settings, so that none can hold a token', () => {
    const mayKnow = /\/(index|client|settings|advice)\.ts$/;
    expect(
      offenders(
        ({ from, to, typeOnly }) => /^src\/vendors\/.*\/settings\.ts$/.test(to) && !typeOnly && !mayKnow.test(from),
      ),
    ).toEqual([]);
  });

  it('the sandbox takes nothing from the bot but its configuration; only moved-bot.ts starts one', () => {
    expect(
      offenders(
        ({ from, to, typeOnly }) =>
          inside(from, 'sandbox') &&
          from !== 'sandbox/moved-bot.ts' &&
          !typeOnly &&
          inside(to, 'src', 'handlers', 'blocks'),
      ),
    ).toEqual([]);
  });

  it('only config.ts and main.ts read the environment', () => {
    const readers = ['src', 'handlers', 'doors', 'blocks']
      .flatMap(filesIn)
      .filter((file) => readFileSync(join(top, file), 'utf8').includes('process.env'));
    expect(readers).toEqual(['src/main.ts', 'doors/terminal/main.ts']);
  });

  it('a vendor is named in its own folder and in one list, and nowhere else', () => {
    const names = new RegExp(`\\b(${vendors.map(({ id }) => id).join('|')})\\b`, 'i');
    // It plays a person who uses two of the simulators.
    const player = 'scripts/files-per-request.ts';
    const naming = ['src', 'handlers', 'blocks', 'doors', 'scripts']
      .flatMap(filesIn)
      .filter((file) => file !== player)
      .filter((file) => !vendors.some(({ id }) => inside(file, `src/vendors/${id}`)) && names.test(codeOf(file)));
    expect(naming).toEqual(['src/vendors/index.ts']);
  });

  it('no file of the bot has more than 250 lines', () => {
    const long = ['src', 'handlers', 'blocks', 'doors']
      .flatMap(filesIn)
      .filter((file) => readFileSync(join(top, file), 'utf8').split('\n').length > 251);
    expect(long).toEqual([]);
  });

  it('a file over 300 lines gives its reason in the first line', () => {
    const long = ['sandbox', 'test', 'scripts', 'bench'].flatMap(filesIn).filter((file) => {
      const lines = readFileSync(join(top, file), 'utf8').split('\n');
      return lines.length > 301 && !/^\/[/*].*(long|lines)/i.test(lines[0] ?? '');
    });
    expect(long).toEqual([]);
  });
});
