import { z } from 'zod';
import { isObject } from '../answers.ts';

/**
 * The body of Jumptech's note calls is documented nowhere readable. The default is an assumption kept in
 * `settings.ts`; a setting replaces it without a code change.
 */
export type BodyTemplate = (values: Readonly<Record<string, string>>) => Record<string, unknown>;

/** Fills `{{name}}` inside string values of an already parsed template, so that no text can change its structure. */
function fill(part: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof part === 'string') return part.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  if (Array.isArray(part)) return part.map((one) => fill(one, values));
  if (isObject(part)) return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, fill(one, values)]));
  return part;
}

/** A JSON object whose string values hold each of the placeholders, and no other, somewhere. */
export const bodyTemplate = (placeholders: readonly string[]) =>
  z.string().transform((text, context): BodyTemplate => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      context.addIssue('must be JSON');
      return z.NEVER;
    }
    if (!isObject(parsed)) {
      context.addIssue('must be a JSON object');
      return z.NEVER;
    }
    const template = parsed;
    // Filled with nothing, a placeholder that stands in a value is gone; one in a key is still there.
    const filled = JSON.stringify(fill(template, {}));
    const found = new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name));
    for (const name of placeholders) {
      if (!found.has(name)) context.addIssue(`must hold {{${name}}}`);
    }
    for (const name of found) {
      if (name !== undefined && !placeholders.includes(name)) context.addIssue(`knows no {{${name}}}`);
    }
    if (filled.includes('{{')) context.addIssue('may hold placeholders in values only, not in names');
    return (values) => fill(template, values) as Record<string, unknown>;
  });
