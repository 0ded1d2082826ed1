import { defineVendor } from '../../operations/vendor.ts';
import { advice } from './advice.ts';
import { addCustomer } from './operations/add-customer.ts';
import { addLead } from './operations/add-lead.ts';
import { addMilestone } from './operations/add-milestone.ts';
import { addProject } from './operations/add-project.ts';
import { addTicket } from './operations/add-ticket.ts';
import { deleteCustomer } from './operations/delete-customer.ts';
import { deleteLead } from './operations/delete-lead.ts';
import { deleteMilestone } from './operations/delete-milestone.ts';
import { deleteProject } from './operations/delete-project.ts';
import { deleteTicket } from './operations/delete-ticket.ts';
import { getCustomer } from './operations/get-customer.ts';
import { getLead } from './operations/get-lead.ts';
import { getMilestone } from './operations/get-milestone.ts';
import { getProject } from './operations/get-project.ts';
import { getTicket } from './operations/get-ticket.ts';
import { listCustomers } from './operations/list-customers.ts';
import { listLeads } from './operations/list-leads.ts';
import { listMilestones } from './operations/list-milestones.ts';
import { listProjects } from './operations/list-projects.ts';
import { listTickets } from './operations/list-tickets.ts';
import { searchCustomers } from './operations/search-customers.ts';
import { searchLeads } from './operations/search-leads.ts';
import { searchMilestones } from './operations/search-milestones.ts';
import { searchProjects } from './operations/search-projects.ts';
import { searchTickets } from './operations/search-tickets.ts';
import { updateCustomer } from './operations/update-customer.ts';
import { updateLead } from './operations/update-lead.ts';
import { updateMilestone } from './operations/update-milestone.ts';
import { updateProject } from './operations/update-project.ts';
import { updateTicket } from './operations/update-ticket.ts';
import { customer } from './resources/customer.ts';
import { lead } from './resources/lead.ts';
import { milestone } from './resources/milestone.ts';
import { project } from './resources/project.ts';
import { ticket } from './resources/ticket.ts';
import { pmpSettings } from './settings.ts';
import { webhook } from './webhook.ts';

export const pmp = defineVendor({
  id: 'pmp',
  name: 'PMP CRM',
  summary: 'Customers, leads, milestones, projects and tickets',
  operations: [
    ...[listCustomers, getCustomer, searchCustomers, addCustomer, updateCustomer, deleteCustomer],
    ...[listLeads, getLead, searchLeads, addLead, updateLead, deleteLead],
    ...[listMilestones, getMilestone, searchMilestones, addMilestone, updateMilestone, deleteMilestone],
    ...[listProjects, getProject, searchProjects, addProject, updateProject, deleteProject],
    ...[listTickets, getTicket, searchTickets, addTicket, updateTicket, deleteTicket],
  ],
  plurals: Object.fromEntries([customer, lead, milestone, project, ticket].map(({ word, plural }) => [word, plural])),
  settings: pmpSettings,
  pageOf: ({ page }, { PMP_BASE_URL: site }) => page && `${site}/${page}`,
  webhook,
  advice,
  async createClient(settings, { limits, files }) {
    const { createPmpClient } = await import('./client.ts');
    return createPmpClient(settings, limits, files);
  },
});
