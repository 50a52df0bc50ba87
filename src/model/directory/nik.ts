import type { KeyRing } from '../../platform/crypto.ts';
import type { Employee } from './employee.ts';

/** Is this the NIK of the record? In constant time, by HMAC: nobody has to open the sealed one (design §3). */
export function nikMatches(ring: KeyRing, { nik: stored }: Pick<Employee, 'nik'>, nik: string): boolean {
  return stored !== null && ring.sameMac('nik', nik, stored);
}
