import { fault } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Fields } from '../../../platform/http/form.ts';

const MOST_AGENCIES = 640;

/** The share in percent, with a comma as people write it; each agency is a box that is ticked. */
export function readOffer(form: Fields): { offer: { share: number; agencies: string[] }; faults: Fault[] } {
  const faults: Fault[] = [];
  const typed = (form.share ?? '').trim().replace(/\s*%$/, '').replace(',', '.');
  const percent = /^\d{1,3}(\.\d)?$/.test(typed) ? Number(typed) : Number.NaN;
  const good = percent >= 0 && percent <= 100;
  if (!good) faults.push(fault('share', 'audit.passkeys.fault.share'));
  const agencies = Object.keys(form)
    .filter((name) => name.startsWith('agency-'))
    .map((name) => name.slice('agency-'.length))
    .slice(0, MOST_AGENCIES);
  return { offer: { share: good ? percent / 100 : 0, agencies }, faults };
}
