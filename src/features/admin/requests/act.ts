import type { MessageKey, Words } from '../../../messages.ts';
import type { AuditContext } from '../../../model/audit.ts';
import type { Db } from '../../../platform/db.ts';

/** What becomes of one fact; empty lists: there was, or will be, nothing; the same on both sides: it stays, and says what this is about. */
export interface Difference {
  label: string;
  old: string[];
  new: string[];
}

/** Whoever carries an act out: who asked for it, and the approving admin's context for the audit log. */
export interface CarriedBy {
  requestedBy: string;
  context: AuditContext;
}

/** One act of the console that takes two admins (design §6): asked for, checked, and carried out in the approving transaction. */
export interface AdminAct<Payload extends object = never> {
  /** Stable, e.g. `client.change`. */
  name: string;
  title: MessageKey;
  /** Whom or what it is about, told with the title wherever it stands. */
  subject?(payload: Payload, words: Words): string;
  /** What would change, for whoever decides. */
  describe(payload: Payload, words: Words): Difference[];
  /** What would be seen in place of what is seen now: `now` an address, `png` base64; null: none. */
  picture?(payload: Payload): { now: string | null; png: string | null };
  /** Why it cannot be done, asked at the request and again at the approval; null: it can. */
  check(db: Db, payload: Payload, by: { requestedBy: string }): Promise<MessageKey | null>;
  /** A refusal rolls everything back. */
  carryOut(trx: Db, payload: Payload, by: CarriedBy): Promise<MessageKey | null>;
  /** After the commit: caches to be forgotten. */
  done?(payload: Payload): void;
  /** A decision by this admin concerns himself, and is somebody else's to make. */
  concerns?(payload: Payload): string | null;
}

/** An act whose payload came out of its own request: the registry gives each back to the act that made it. */
export type AnyAct = AdminAct<Record<string, unknown>>;
export type AdminActs = ReadonlyMap<string, AnyAct>;

/** By their names. */
export function registryOf(acts: readonly AdminAct[]): AdminActs {
  // Each act reads only payloads that it made itself: decideAdminRequest() compares their hash.
  return new Map(acts.map((act) => [act.name, act as unknown as AnyAct]));
}
