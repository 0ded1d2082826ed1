import { AWKWARD_NAMES, e164 } from '../people.ts';
import { seededRandom } from '../random.ts';

export interface Provider {
  id: string;
  type: string;
  name: string;
  domain: string;
  description: string | null;
  logoURL: string | null;
  status: 'Active' | 'Inactive';
}

export interface SmsSetting {
  id: string;
  appIntegrationId: string;
  name: string;
  username: string;
  password: string;
  phoneNumber: string;
  description: string | null;
  status: 'Active' | 'Inactive';
  isDefault: boolean;
}

const provider = (id: string, type: string, name: string, status: Provider['status'] = 'Active'): Provider => ({
  ...{ id, type, name, status, logoURL: null },
  domain: `https://${name.toLowerCase().replaceAll(' ', '-')}.test`,
  description: `${name}, simulated`,
});

export const PROVIDERS: readonly Provider[] = [
  provider('sAp3wZr8kTq5lsmzhb', 'SMS', 'Twistio'),
  provider('sAp7vXn2kLd9lsmzhc', 'SMS', 'Voxage'),
  provider('sAp1pGn6kRt4lsmzhd', 'SMS', 'Pigeon Post', 'Inactive'),
  provider('sAp8mLb5kHw3lsmzhe', 'SMTP', 'Mailbarrow'),
  provider('sAp2sTp9kBc7lsmzhf', 'PaymentGateway', 'Striped'),
];

/** Named secrets for the bot's configuration: a person picks the name. */
export const SMS_CREDENTIALS: Readonly<Record<string, { username: string; password: string }>> = {
  main: { username: 'sandbox-sms-main', password: 'sandbox-sms-secret-main' },
  backup: { username: 'sandbox-sms-backup', password: 'sandbox-sms-secret-backup' },
};

export const SAMPLE_SETTING_ID = 'sApKpllz4sAplsmzha';

const NAMES = [
  'SMS Integration',
  'Appointment reminders',
  'Night shift',
  AWKWARD_NAMES[0]!,
  AWKWARD_NAMES[8]!,
  'Old line',
];

export function seedSettings(): Map<string, SmsSetting> {
  const random = seededRandom(60);
  const settings = NAMES.map((name, index): SmsSetting => {
    const { username, password } = SMS_CREDENTIALS[index % 2 ? 'backup' : 'main']!;
    return {
      id: index === 0 ? SAMPLE_SETTING_ID : `s${random.hex(17)}`,
      // The second one hangs on a payment gateway: the vendor does not insist on SMS providers.
      appIntegrationId: index === 1 ? PROVIDERS[4]!.id : PROVIDERS[index % 2]!.id,
      ...{ name, username, password },
      phoneNumber: e164(random),
      description: index % 3 === 0 ? 'This is an example SMS integration' : null,
      status: index === NAMES.length - 1 ? 'Inactive' : 'Active',
      isDefault: index === 0,
    };
  });
  return new Map(settings.map((setting) => [setting.id, setting]));
}
