/**
 * What the door of a console says to a session (design §4 and §6). The door (parts/guard.ts) and the tile that leads to it
 * (features/portal/consoles.ts) ask here, so that none promises what the other refuses.
 */
import { acrSatisfies, openerSince } from './assurance.ts';
import type { Acr, Factors } from './assurance.ts';

export interface ConsoleFigures {
  /** A factor younger than this is nobody's yet. */
  readonly youngFactorSeconds: number;
  /** In production an admin without a passkey has so long after the grant of the role to make one. */
  readonly passkeyGraceSeconds: number;
}

export interface ConsoleSession {
  acr: Acr | null;
  factors: Factors;
}

export interface ConsoleFacts {
  role: 'helpdesk' | 'agency' | 'admin';
  session: ConsoleSession;
  /** Since when the oldest second factor in force is confirmed (epoch ms); null: there is none. */
  factorSince: number | null;
  /** The same of the oldest passkey. */
  passkeySince: number | null;
  /** One that was taken away had been in force for longer than a factor is young. */
  hadPasskey: boolean;
  /** Of the role (epoch ms). */
  grantedAt: number;
  production: boolean;
  now: number;
}

export type ConsoleDoor =
  | { kind: 'open' }
  /** Too little was proven, or there is no second factor in force. */
  | { kind: 'refused'; reason: 'acr' | 'young_factor' }
  /** From `opensAt` (epoch ms) on it says something else; `older`: whoever signs in with their older factor is let in now. */
  | { kind: 'young'; opensAt: number; older: boolean }
  /** By the passkey that is there. */
  | { kind: 'step_up' }
  | { kind: 'add_passkey' };

const CONSOLE_ACR = 'urn:asn:acr:2';

/** Of somebody who holds the role: acr 2 by a factor that is old enough, and a platform admin by a passkey. */
export function consoleDoor(facts: ConsoleFacts, figures: ConsoleFigures): ConsoleDoor {
  const door = doorOf(facts, figures);
  if (door.kind !== 'young') return door;
  const opens = (session: ConsoleSession) => doorOf({ ...facts, session }, figures).kind === 'open';
  return { ...door, older: olderSessions(facts).some(opens) };
}

function doorOf(facts: ConsoleFacts, figures: ConsoleFigures): ConsoleDoor {
  const { role, session, factorSince, passkeySince, now } = facts;
  if (!acrSatisfies(session.acr, CONSOLE_ACR)) return { kind: 'refused', reason: 'acr' };
  if (factorSince === null) return { kind: 'refused', reason: 'young_factor' };
  const passkey = role === 'admin' && session.acr === 'phr';
  const further = role === 'admin' && !passkey ? adminsDoor(facts, figures) : 'open';
  // Of the very factor that was shown: whoever added one to another's account must wait, however old the owner's is.
  const shownSince = openerSince(session.factors, { passkey }) * 1000;
  const awaited = further === 'await_passkey' ? (passkeySince ?? now) : 0;
  const opensAt = Math.max(factorSince, shownSince, awaited) + figures.youngFactorSeconds * 1000;
  return further === 'await_passkey' || now < opensAt
    ? { kind: 'young', opensAt, older: false }
    : { kind: further };
}

/**
 * A platform admin who has a passkey that is old enough comes by it, whatever else the session has proven. Without one the console
 * opens by two factors: in production for the days in which one is to be made, and nowhere after an old one was taken
 * away, since a code does that.
 */
function adminsDoor(
  { passkeySince, hadPasskey, grantedAt, production, now }: ConsoleFacts,
  { youngFactorSeconds, passkeyGraceSeconds }: ConsoleFigures,
): 'open' | 'step_up' | 'add_passkey' | 'await_passkey' {
  if (passkeySince !== null && now - passkeySince >= youngFactorSeconds * 1000) return 'step_up';
  const graceEnds = production ? grantedAt + passkeyGraceSeconds * 1000 : Infinity;
  if (!hadPasskey && (passkeySince ?? now) <= graceEnds) return 'open';
  return passkeySince === null ? 'add_passkey' : 'await_passkey';
}

/** What a sign-in anew by the oldest passkey, or by the password and a code that is older still, would prove. */
function olderSessions({ factorSince, passkeySince, now }: ConsoleFacts): ConsoleSession[] {
  const seconds = (time: number) => Math.floor(time / 1000);
  const at = seconds(now);
  const sessions: ConsoleSession[] = [];
  if (passkeySince !== null)
    sessions.push({ acr: 'phr', factors: { hwk: at, keySince: seconds(passkeySince) } });
  if (factorSince !== null && (passkeySince === null || factorSince < passkeySince))
    sessions.push({ acr: CONSOLE_ACR, factors: { pwd: at, otp: at, since: seconds(factorSince) } });
  return sessions;
}
