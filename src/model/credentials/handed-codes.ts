import { randomInt, randomUUID } from 'node:crypto';
import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { HandedCodeTable } from '../../platform/schema.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';

export type HandedCodeKind = HandedCodeTable['kind'];

export interface HandedCodeIssue {
  accountId: string;
  kind: HandedCodeKind;
  /** The officer's account. */
  issuedBy: string;
  /** The officer's SSO session (its uid): the code never works there. */
  issuerSession: string | null;
  caseId?: string | null;
  batchId?: string | null;
  now: number;
}

/**
 * No 0 or O, no 1, I or L: read aloud or from paper in one way. The first group is no secret but a selector, stored in clear, so
 * that whoever knows a NIP cannot spend the tries of a code they do not hold; the eight of 31 after it are 39 bits.
 */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const groups = 3;
const groupLength = 4;

const livesSeconds: Record<HandedCodeKind, number> = {
  helpdesk: policy.handedCodes.helpdeskTtlSeconds,
  letter: policy.handedCodes.letterTtlSeconds,
};

/**
 * A code that stands for the password at one sign-in and leads to a password of one's own (design §6, "People with power"):
 * returned once, to be read aloud or printed; stored is a keyed HMAC. One of its kind before it is good no longer, and
 * its owner is told.
 */
export async function issueHandedCode(
  trx: Db,
  issue: HandedCodeIssue,
  { ring, compose, context }: Telling & { ring: KeyRing },
): Promise<{ code: string; until: number }> {
  const { accountId, kind, now } = issue;
  const until = now + livesSeconds[kind] * 1000;
  const [code, at] = [randomCode(), new Date(now)];
  await openCodes(trx, accountId).where('kind', '=', kind).set({ revoked_at: at }).execute();
  await trx
    .insertInto('handed_code')
    .values({
      id: randomUUID(),
      account_id: accountId,
      kind,
      hash: sealed(ring, accountId, code.replaceAll('-', '')),
      selector: selectorOf(code),
      issued_by: issue.issuedBy,
      issuer_session: issue.issuerSession,
      case_id: issue.caseId ?? null,
      batch_id: issue.batchId ?? null,
      issued_at: at,
      expires_at: new Date(until),
    })
    .execute();
  const details = {
    kind,
    until: new Date(until).toISOString(),
    case: issue.caseId ?? undefined,
    batch: issue.batchId ?? undefined,
  };
  await audit(trx, { type: 'handed-code.issued', accountId, details }, context);
  await notice(trx, { accountId, kind: 'code_handed', values: { until: new Date(until) }, now, compose });
  return { code, until };
}

/** Every open code of this account is good no longer; gives how many there were. */
export async function revokeHandedCodes(
  trx: Db,
  { accountId, now }: { accountId: string; now: number },
  context: AuditContext,
): Promise<number> {
  const revoked = await openCodes(trx, accountId)
    .set({ revoked_at: new Date(now) })
    .returning('id')
    .execute();
  if (revoked.length > 0)
    await audit(trx, { type: 'handed-code.revoked', accountId, details: { count: revoked.length } }, context);
  return revoked.length;
}

/** Whether what was typed can be such a code at all, as its twelve characters; read kindly: case, spaces and dashes. */
export function readHandedCode(typed: string): string | null {
  if (typed.length > 40) return null;
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
  const wellFormed =
    plain.length === groups * groupLength && [...plain].every((one) => alphabet.includes(one));
  return wellFormed ? plain : null;
}

export interface AcceptedCode {
  id: string;
  kind: HandedCodeKind;
  issuedBy: string;
  issuerSession: string | null;
}

/**
 * Compares with the open codes of an account that begin like it: to any other it is just a wrong password. The try is counted
 * before the comparison, in one statement, so that parallel guesses stop at five; a right one is given back, since the code
 * lives until a new password is set (takeHandedCode).
 */
export async function tryHandedCode(
  { db, ring }: { db: Db; ring: KeyRing },
  { accountId, plain, now }: { accountId: string; plain: string; now: number },
): Promise<AcceptedCode | null> {
  const counted = await openCodes(db, accountId)
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('expires_at', '>', new Date(now))
    .where('tries', '<', policy.handedCodes.tries)
    .where((eb) => eb.or([eb('selector', 'is', null), eb('selector', '=', selectorOf(plain))]))
    .returning(['id', 'kind', 'hash', 'issued_by', 'issuer_session'])
    .execute();
  const matches = counted.map(({ hash }) => isSame(ring, { accountId, plain, hash }));
  const right = counted[matches.indexOf(true)];
  if (!right) return null;
  const ids = counted.map(({ id }) => id);
  await db
    .updateTable('handed_code')
    .set((eb) => ({ tries: eb('tries', '-', 1) }))
    .where('id', 'in', ids)
    .execute();
  return {
    id: right.id,
    kind: right.kind,
    issuedBy: right.issued_by,
    issuerSession: right.issuer_session,
  };
}

/**
 * Takes the code, where it is still good: one UPDATE decides, so that of two sign-ins with the same code one sets a
 * password. The others of this account end with it.
 */
export async function takeHandedCode(
  trx: Db,
  { accountId, codeId, now }: { accountId: string; codeId: string; now: number },
  context: AuditContext,
): Promise<boolean> {
  const taken = await openCodes(trx, accountId)
    .set({ used_at: new Date(now) })
    .where('id', '=', codeId)
    .where('expires_at', '>', new Date(now))
    .returning(['id', 'kind'])
    .executeTakeFirst();
  if (!taken) return false;
  const details = { code: taken.id, kind: taken.kind };
  await audit(trx, { type: 'handed-code.used', accountId, details }, context);
  await revokeHandedCodes(trx, { accountId, now }, context);
  return true;
}

function openCodes(db: Db, accountId: string) {
  return db
    .updateTable('handed_code')
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null);
}

function randomCode(): string {
  const group = () =>
    Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

const selectorOf = (code: string) => code.slice(0, groupLength);
const bound = (accountId: string, plain: string) => `${accountId}\0${plain}`;

function sealed(ring: KeyRing, accountId: string, plain: string): string {
  const { mac, key } = ring.mac('handed-code', bound(accountId, plain));
  return `${key}:${mac}`;
}

function isSame(
  ring: KeyRing,
  { accountId, plain, hash }: { accountId: string; plain: string; hash: string },
): boolean {
  const at = hash.indexOf(':');
  const stored = { key: hash.slice(0, at), mac: hash.slice(at + 1) };
  return ring.sameMac('handed-code', bound(accountId, plain), stored);
}
