import type { Random } from '../random.ts';
import type { RecordBook } from '../records.ts';
import { PROVIDERS, SMS_CREDENTIALS, type SmsSetting } from './settings.ts';

const STATUSES = [
  { value: 'Active', label: 'Active' },
  { value: 'Inactive', label: 'Inactive' },
];

/** The fields of a setting that people at JFramework change; others are left out. */
const written = ({ name, status, phoneNumber }: Readonly<Record<string, string>>): Partial<SmsSetting> => ({
  ...(name !== undefined && { name }),
  ...(status !== undefined && { status: status === 'Inactive' ? 'Inactive' : 'Active' }),
  ...(phoneNumber !== undefined && { phoneNumber }),
});

/** What people at JFramework itself see and change. */
export function jframeworkRecordBook(settings: Map<string, SmsSetting>, ids: Random): RecordBook {
  return {
    key: 'sms',
    one: 'SMS setting',
    many: 'SMS settings',
    fields: [
      { name: 'name', label: 'Name' },
      { name: 'status', label: 'Status', choices: STATUSES },
      { name: 'phoneNumber', label: 'Phone' },
    ],
    all: () =>
      [...settings.values()].reverse().map(({ id, name, status, phoneNumber }) => ({
        id,
        title: name,
        values: { name, status, phoneNumber },
      })),
    change(id, values) {
      const setting = settings.get(id);
      if (setting) Object.assign(setting, written(values));
      return setting !== undefined;
    },
    add(values) {
      const id = `s${ids.hex(17)}`;
      settings.set(id, {
        ...{ id, appIntegrationId: PROVIDERS[0]!.id, name: 'New setting', phoneNumber: '+447700900123' },
        ...{ ...SMS_CREDENTIALS.main!, description: null, status: 'Active', isDefault: false },
        ...written(values),
      });
      return id;
    },
    remove: (id) => settings.delete(id),
  };
}
