import { randomBytes } from 'node:crypto';

export const TEAM = { id: 'T0BELLHOP01', name: 'Bellhop Sandbox', domain: 'bellhop-sandbox' } as const;
/** The other side of the Slack Connect channel. */
export const PARTNER_TEAM = { id: 'T0PARTNER01', name: 'Partner', domain: 'partner' } as const;

export const APP_ID = 'A0BELLHOP01';
export const BOT_ID = 'B0BELLHOP01';
export const BOT_USER = 'U0BELLHOP01';
export const SLACKBOT = 'USLACKBOT';
/** The deprecated token in every payload; readers ignore it. */
export const LEGACY_TOKEN = 'SandboxLegacyTokenIgnoreMe';

export interface Secrets {
  botToken: string;
  appToken: string;
  signingSecret: string;
}

/** New for each simulator, so that nothing that was shown once keeps working. */
export const makeSecrets = (): Secrets => ({
  botToken: `xoxb-sandbox-${randomBytes(12).toString('hex')}`,
  appToken: `xapp-1-${APP_ID}-${randomBytes(12).toString('hex')}`,
  signingSecret: randomBytes(16).toString('hex'),
});

export const randomWord = (bytes = 12): string => randomBytes(bytes).toString('base64url');
