import { z } from 'zod';
import { isObject } from '../shared/responses.ts';

/**
 * The body of Jumptech's note calls is documented nowhere readable. The default is an assumption kept in
 * `settings.ts`; a setting replaces it without a code change.
 */
export type BodyTemplate = (values: Readonly<Record<string, string>>) => Record<string, unknown>;

/** Hands a project to another company; never part of anything else. */
export const HANDOVER_KEYS: readonly string[] = ['delegate', 'subTenantId'];

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** Changes every string value of a parsed template; names and structure stay. */
function mapTexts(part: unknown, change: (text: string) => string): unknown {
  if (typeof part === 'string') return change(part);
  if (Array.isArray(part)) return part.map((one) => mapTexts(one, change));
  if (!isObject(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, mapTexts(one, change)]));
}

function placeholdersIn(template: unknown): Set<string> {
  const found = new Set<string>();
  mapTexts(template, (text) => {
    for (const [, name = ''] of text.matchAll(PLACEHOLDER)) found.add(name);
    return text;
  });
  return found;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A JSON object whose values hold each of the placeholders, and no other. It is filled after parsing, inside its
 * strings, so that no text can change its structure.
 */
export const bodyTemplate = (placeholders: readonly string[]) =>
  z.string().transform((text, context): BodyTemplate => {
    const template = parseObject(text);
    if (!template) {
      context.addIssue('must be a JSON object');
      return z.NEVER;
    }
    const found = placeholdersIn(template);
    for (const name of placeholders) {
      if (!found.has(name)) context.addIssue(`must hold {{${name}}} in one of its values`);
    }
    for (const name of found) {
      if (!placeholders.includes(name)) context.addIssue(`has no use for {{${name}}}`);
    }
    for (const key of Object.keys(template)) {
      if (HANDOVER_KEYS.includes(key)) context.addIssue(`must not hold "${key}", which hands the project over`);
    }
    return (values) =>
      Object.fromEntries(
        Object.entries(template).map(([key, part]) => [
          key,
          mapTexts(part, (one) => one.replace(PLACEHOLDER, (_, name: string) => values[name] ?? '')),
        ]),
      );
  });
