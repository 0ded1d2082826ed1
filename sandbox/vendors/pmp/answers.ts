import { type Answer, json, page } from '../http.ts';

export const done = (message: string): Answer => json(200, { status: true, message });

/** Nearly every failure is a 404, authentication included. */
export const no = (message: string | null): Answer => json(404, { status: false, message });

export const NO_DATA = 'No data were found';
export const NOT_ACCEPTABLE = json(406, { status: false, message: 'Data Not Acceptable OR Not Provided' });
export const UNKNOWN_ROUTE = page(404, '404 Page Not Found', 'The page you requested was not found.');
export const DISALLOWED = page(400, 'An Error Was Encountered', 'The URI you submitted has disallowed characters.');

export const databaseError = (detail: string): Answer => page(500, 'A Database Error Occurred', detail);

/** `error` maps field to text; `message` holds the same as HTML. */
export function invalid(missing: readonly string[]): Answer {
  const error = Object.fromEntries(missing.map((name) => [name, `The ${labelOf(name)} field is required.`]));
  const message = Object.values(error)
    .map((text) => `<p>${text}</p>\n`)
    .join('');
  return json(404, { status: false, error, message });
}

const labelOf = (name: string): string =>
  name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
