import type { VendorSettings } from '../config.ts';
import type { VendorRecord } from '../operations/records.ts';
import { vendors } from './index.ts';

/** The address of a record's page at its vendor; undefined where none is known or the vendor is off. */
export function pageOf(record: VendorRecord, settings: VendorSettings): string | undefined {
  const [id] = record.resource.split('.');
  const vendor = vendors.find((one) => one.id === id);
  const own = vendor && settings[vendor.id];
  return own && vendor.pageOf?.(record, own);
}
