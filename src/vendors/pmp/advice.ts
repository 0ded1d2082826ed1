import type { PmpSettings } from './settings.ts';

/** The version decides whether an update deletes attachments, and no call tells it. */
export const advice = ({ PMP_API_VERSION: version }: PmpSettings): readonly string[] => [
  `PMP: taken for version ${version} of its REST module (1: up to 2.0.3; 3: from 2.0.8 on). The` +
    ' administrator of the CRM finds the version under Setup, Modules; a new customer answered with a "record_id" means' +
    ' 3.0.3 or later. From 2.0.8 on an update deletes attachments of leads, by 3.0.3 also those of projects and' +
    ' tickets: set PMP_API_VERSION=3 there.',
];
