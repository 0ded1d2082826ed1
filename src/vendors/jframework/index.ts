import { defineVendor } from '../../operations/vendor.ts';
import { filledPage } from '../shared/base-url.ts';
import { createSms } from './create-sms.ts';
import { deleteSms } from './delete-sms.ts';
import { getSms } from './get-sms.ts';
import { listProviders } from './list-providers.ts';
import { listSms } from './list-sms.ts';
import { jframeworkSettings } from './settings.ts';
import { testSms } from './test-sms.ts';
import { updateSms } from './update-sms.ts';

export const jframework = defineVendor({
  id: 'jframework',
  name: 'JFramework',
  summary: 'SMS settings of the brand, and their providers',
  operations: [listSms, getSms, updateSms, createSms, deleteSms, testSms, listProviders],
  plurals: { sms: 'sms', provider: 'providers' },
  settings: jframeworkSettings,
  pageOf: (record, { JFRAMEWORK_RECORD_PAGE: template }) => filledPage(template, record),
  async createClient(settings, { limits }) {
    const { createJframeworkClient } = await import('./client.ts');
    return createJframeworkClient(settings, limits);
  },
});
