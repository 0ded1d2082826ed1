/** One hook: `POST /hooks/<name>`. */
export interface HookSettings {
  name: string;
  /** `json`: the plain signed form of anybody's script; else the id of the vendor that sends it. */
  kind: string;
  /** Any of them may sign, so that a secret can be changed without a gap. */
  secrets: readonly string[];
}

/** What `.env.example` lists for hooks of any name. */
export const HOOK_NAMES: readonly string[] = ['HOOK_<NAME>_SECRET', 'HOOK_<NAME>_KIND'];

const SECRET_NAME = /^HOOK_([A-Z][A-Z0-9_]{0,39})_SECRET$/;
const KIND_NAME = /^HOOK_([A-Z][A-Z0-9_]{0,39})_KIND$/;
/** What begins so and is neither a secret nor a kind is most likely a slip, and a hook that answers nothing. */
const ANY_NAME = /^HOOK_.*(SECRETS?|KINDS?)$/i;
const SHORTEST_SECRET = 16;
const MOST_SECRETS = 2;

const secretsIn = (text: string): string[] => text.split(',').flatMap((one) => one.trim() || []);

function problemOf(secrets: readonly string[]): string | undefined {
  if (secrets.length === 0) return 'is missing';
  if (secrets.length > MOST_SECRETS)
    return 'holds more than two secrets (joined by a comma: the new one and the old one)';
  if (secrets.some((secret) => secret.length < SHORTEST_SECRET))
    return `must have at least ${SHORTEST_SECRET} characters`;
  return undefined;
}

/** Reads the hooks of an environment. `kinds`: those of vendors. Adds each problem by name, without any value. */
export function readHooks(
  set: Readonly<Record<string, string>>,
  kinds: readonly string[],
  problems: string[],
): HookSettings[] {
  const names = Object.keys(set);
  for (const name of names.filter((one) => ANY_NAME.test(one) && !SECRET_NAME.test(one) && !KIND_NAME.test(one)))
    problems.push(`${name} is no name of a webhook: it is ${HOOK_NAMES.join(' or ')}, in capitals`);
  for (const name of names) {
    const hook = KIND_NAME.exec(name)?.[1];
    if (hook && !(`HOOK_${hook}_SECRET` in set)) problems.push(`HOOK_${hook}_SECRET is missing, but ${name} is set`);
  }
  return names.flatMap((name) => {
    const hook = SECRET_NAME.exec(name)?.[1];
    if (!hook) return [];
    const secrets = secretsIn(set[name] ?? '');
    const problem = problemOf(secrets);
    if (problem) problems.push(`${name} ${problem}`);
    const kind = (set[`HOOK_${hook}_KIND`] ?? 'json').toLowerCase();
    if (kind !== 'json' && !kinds.includes(kind))
      problems.push(`HOOK_${hook}_KIND must be one of ${['json', ...kinds].join(', ')}`);
    return [{ name: hook.toLowerCase(), kind, secrets }];
  });
}
