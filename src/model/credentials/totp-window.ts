import { policy } from '../../../config/policy.ts';
import { equal } from '../../platform/crypto.ts';
import { codeAt, stepAt, stepSeconds } from '../../platform/totp-code.ts';

const tolerance = policy.totp.stepsEitherSide;
/** A clock that drifted. */
const driftSteps = policy.totp.diagnosedDriftSeconds / stepSeconds;
/** A clock set by hand to another zone (WIB, WITA, WIT). */
const zoneSteps = policy.totp.diagnosedZoneHours.map((hours) => (hours * 3600) / stepSeconds);
const aroundZone = policy.totp.diagnosedZoneSlackSeconds / stepSeconds;

/** The step whose code this is, if that step is accepted now. */
export function matchingStep(secret: Uint8Array, code: string, now: number): number | null {
  const present = stepAt(now);
  for (let away = 0; away <= tolerance; away += 1) {
    if (equal(codeAt(secret, present - away), code)) return present - away;
    if (away > 0 && equal(codeAt(secret, present + away), code)) return present + away;
  }
  return null;
}

/** Right for a clock that is off, and by how much: below zero the phone is late. The nearest explanation wins. */
export function clockOffset(
  secret: Uint8Array,
  code: string,
  now: number,
): { step: number; minutesOff: number } | null {
  const present = stepAt(now);
  const away = offsets.find((offset) => codeAt(secret, present + offset) === code);
  if (away === undefined) return null;
  return { step: present + away, minutesOff: Math.round((away * stepSeconds) / 60) };
}

const offsets = [
  ...Array.from({ length: driftSteps - tolerance }, (_, index) => index + tolerance + 1),
  ...zoneSteps.flatMap((zone) =>
    Array.from({ length: 2 * aroundZone + 1 }, (_, index) => zone - aroundZone + index),
  ),
].flatMap((away) => [-away, away]);
