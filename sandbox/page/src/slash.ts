import type { SlashCommand } from '../../api.ts';

/** Commands that fit what has been typed so far; empty as soon as a space ends the name. */
export function completions(commands: readonly SlashCommand[], typed: string): SlashCommand[] {
  if (!/^\/\S*$/.test(typed)) return [];
  const word = typed.slice(1).toLowerCase();
  const rank = ({ command, description }: SlashCommand): number => {
    const name = command.slice(1).toLowerCase();
    if (name.startsWith(word)) return 0;
    return name.includes(word) || (word.length > 2 && description.toLowerCase().includes(word)) ? 1 : 2;
  };
  return commands
    .filter((one) => rank(one) < 2)
    .sort((a, b) => rank(a) - rank(b) || a.command.localeCompare(b.command));
}

/** The command whose arguments are being typed. */
export const commandOf = (commands: readonly SlashCommand[], typed: string): SlashCommand | undefined =>
  commands.find(({ command }) => typed.startsWith(`${command} `));

/** A line a newcomer can try. `whole`: nothing is left to fill in, so it can be sent as it is. */
export interface Example {
  text: string;
  whole: boolean;
}

/** The command's own lines where it has some. Otherwise from its usage hint, which reads `lead search acme | note add <id> …`: each way becomes an example, cut where a placeholder begins. */
export function examplesOf({ command, usageHint = '', examples }: SlashCommand): Example[] {
  if (examples) return examples.map((text) => ({ text, whole: true }));
  return usageHint
    .split(/\s*(?:\||·|;)\s*/)
    .map((way) => way.trim())
    .filter((way) => way !== '')
    .map((way) => {
      const literal = way.replace(/\s*(?:[[<{(]|\S*(?:\.\.\.|…)).*$/, '');
      return { text: `${command} ${literal}`.trim(), whole: literal === way };
    })
    .filter(({ text }, at, all) => all.findIndex((other) => other.text === text) === at);
}
