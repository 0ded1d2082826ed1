import { z } from 'zod';
import { baseUrl, secret } from '../shared/base-url.ts';
import { bodyTemplate } from './note-body.ts';

/** Jumptech's part of the environment. */
export const jumptechSettings = z.object({
  JUMPTECH_BASE_URL: baseUrl,
  JUMPTECH_API_KEY: secret,
  JUMPTECH_NOTE_ADD_BODY: bodyTemplate(['text']).prefault('{"notes":[{"note":"{{text}}"}]}'),
  JUMPTECH_NOTE_UPDATE_BODY: bodyTemplate(['noteId', 'text']).prefault(
    '{"notes":[{"id":"{{noteId}}","note":"{{text}}"}]}',
  ),
});
export type JumptechSettings = z.output<typeof jumptechSettings>;
