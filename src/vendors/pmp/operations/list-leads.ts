import { lead } from '../resources/lead.ts';
import { list } from '../verbs/list.ts';

export const listLeads = list(lead, { title: 'List leads', summary: 'Shows all leads.' });
