import { TEAM } from './identity.ts';
import { DOWNLOAD } from './trouble.ts';
import { type Reply, troubled } from './web-api/index.ts';
import type { World } from './world.ts';

/** Without a token that may read files, Slack's file server sends to the sign-in page. */
const signIn = (path: string): Reply => ({
  status: 302,
  headers: { location: `https://${TEAM.domain}.slack.com/?redir=${encodeURIComponent(path)}` },
  body: '',
});

/** A file by its private address. */
export async function answerDownload(world: World, path: string, authorization: string): Promise<Reply> {
  const trouble = await troubled(world.troubles.meet({ method: DOWNLOAD }));
  if (trouble) return trouble;
  const mayRead = world.manifest.oauth_config.scopes.bot.includes('files:read');
  if (!mayRead || authorization !== `Bearer ${world.secrets.botToken}`) return signIn(path);
  const file = world.files.at(path);
  if (!file) return { status: 404, headers: { 'content-type': 'text/html' }, body: 'Not found' };
  return { status: 200, headers: { 'content-type': file.mimetype }, body: file.content };
}
