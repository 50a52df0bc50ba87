import type { MessageKey } from '../../messages.ts';
import type { Fault } from '../fault.ts';

/** Whole hours are a zone set by hand (WIB, WITA, WIT); anything else is drift. */
export function clockFault(minutesOff: number): Fault {
  const minutes = Math.abs(Math.round(minutesOff));
  const late = minutesOff < 0;
  if (minutes >= 45) {
    const key: MessageKey = late ? 'signin.totp.zone-late' : 'signin.totp.zone-early';
    return { field: 'code', key, values: { hours: Math.max(1, Math.round(minutes / 60)) } };
  }
  const key: MessageKey = late ? 'signin.totp.clock-late' : 'signin.totp.clock-early';
  return { field: 'code', key, values: { minutes: Math.max(1, minutes) } };
}
