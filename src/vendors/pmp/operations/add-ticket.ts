import { ticket } from '../resources/ticket.ts';
import { add } from '../verbs/add.ts';

export const addTicket = add(ticket, {
  title: 'Add a ticket',
  summary: 'Opens a support ticket for a contact of a customer. PMP e-mails everybody concerned.',
  positional: ['subject'],
  confirm: ({ subject, message, contactid, userid, cc }) => ({
    headline: `Open ticket "${subject}" and e-mail the customer?`,
    facts: { Customer: { code: userid }, Contact: { code: contactid }, 'Copy to': cc, Message: message },
    warning: 'PMP e-mails the contact, the department and whoever it is assigned to. That cannot be called back.',
    button: 'Open and e-mail',
  }),
  notes: () => ['The ticket starts as Open. PMP e-mailed the contact, the department and whoever it is assigned to.'],
  examples: [
    {
      subject: 'Charger shows a red light',
      department: '1',
      contactid: '7',
      userid: '3',
      message: 'Since this morning.',
    },
  ],
});
