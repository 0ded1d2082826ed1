import type { Vendor } from '../../operations/operation.ts';
import { createSubscription } from './create-subscription.ts';
import { deleteSubscription } from './delete-subscription.ts';
import { getSubscription } from './get-subscription.ts';
import { listSubscriptions } from './list-subscriptions.ts';
import { subscribersOfSubscription } from './subscribers-subscription.ts';
import { updateSubscription } from './update-subscription.ts';

export const telecomx: Vendor = {
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
};
