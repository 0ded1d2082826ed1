import type { Vendor } from '../../operation.ts';
import { getLead } from './get-lead.ts';
import { searchLeads } from './search-leads.ts';

export const pmp: Vendor = {
  id: 'pmp',
  name: 'PMP CRM',
  summary: 'Customers, leads, milestones, projects and tickets',
  operations: [searchLeads, getLead],
};
