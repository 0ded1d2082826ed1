import { defineVendor } from '../../operations/vendor.ts';
import { filledPage } from '../shared/base-url.ts';
import { createSubscription } from './create-subscription.ts';
import { deleteSubscription } from './delete-subscription.ts';
import { getSubscription } from './get-subscription.ts';
import { listSubscriptions } from './list-subscriptions.ts';
import { telecomxSettings } from './settings.ts';
import { subscribersOfSubscription } from './subscribers-subscription.ts';
import { updateSubscription } from './update-subscription.ts';

export const telecomx = defineVendor({
  id: 'telecomx',
  name: 'TelecomX',
  summary: 'Employee subscriptions by e-mail and SMS',
  operations: [
    listSubscriptions,
    getSubscription,
    updateSubscription,
    createSubscription,
    deleteSubscription,
    subscribersOfSubscription,
  ],
  plurals: { subscription: 'subscriptions' },
  settings: telecomxSettings,
  pageOf: (record, { TELECOMX_RECORD_PAGE: template }) => filledPage(template, record),
  async createClient(settings, { limits }) {
    const { createTelecomxClient } = await import('./client.ts');
    return createTelecomxClient(settings, limits);
  },
});
