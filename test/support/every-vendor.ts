import type { VendorSettings } from '../../src/config.ts';
import { jframeworkSettings } from '../../src/vendors/jframework/settings.ts';
import { jumptechSettings } from '../../src/vendors/jumptech/settings.ts';
import { particlespaceSettings } from '../../src/vendors/particlespace/settings.ts';
import { pmpSettings } from '../../src/vendors/pmp/settings.ts';
import { telecomxSettings } from '../../src/vendors/telecomx/settings.ts';

/** The settings of a site that has all five vendors, at one address. */
export const everyVendorAt = (url: string): VendorSettings => ({
  jumptech: jumptechSettings.parse({ JUMPTECH_BASE_URL: url, JUMPTECH_API_KEY: 'key-jumptech-4711' }),
  pmp: pmpSettings.parse({ PMP_BASE_URL: url, PMP_AUTH_TOKEN: 'token-pmp-4711' }),
  particlespace: particlespaceSettings.parse({
    PARTICLESPACE_BASE_URL: `${url}/api/v1`,
    PARTICLESPACE_TOKEN: 'token-particlespace-4711',
  }),
  jframework: jframeworkSettings.parse({
    JFRAMEWORK_BASE_URL: `${url}/api/v1`,
    JFRAMEWORK_BRAND_URL: 'brand.example.com',
    JFRAMEWORK_AUTH_KEY: 'key-jframework-4711',
    JFRAMEWORK_SMS_CREDENTIALS: '{"main":{"username":"smsuser","password":"p4ss"}}',
  }),
  telecomx: telecomxSettings.parse({ TELECOMX_BASE_URL: url, TELECOMX_TOKEN: 'token-telecomx-4711' }),
});
