import { lead } from '../resources/lead.ts';
import { get } from '../verbs/get.ts';

export const getLead = get(lead, { title: 'Open a lead', summary: 'Shows everything PMP knows of one lead.' });
