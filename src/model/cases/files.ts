import { randomUUID } from 'node:crypto';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { CaseFileTable } from '../../platform/schema.ts';

export type CaseFileKind = CaseFileTable['kind'];

export interface NewCaseFile {
  caseId: string;
  kind: CaseFileKind;
  /** For display only, cleaned by the edge. */
  name: string;
  /** JPEG pictures made anew by us, one a page: nothing of what was sent is kept as it came. */
  pages: readonly Uint8Array[];
  now: number;
}

export interface CaseFile {
  id: string;
  kind: CaseFileKind;
  name: string;
  pages: number;
  bytes: number;
  at: Date;
}

export interface OpenCaseFile extends Omit<CaseFile, 'pages' | 'at'> {
  pages: Buffer[];
}

const aadOf = (id: string) => `case-file:${id}`;

/** Seals a scan and puts it to its case, in the caller's transaction. */
export async function attachFile(
  trx: Db,
  { caseId, kind, name, pages, now }: NewCaseFile,
  { ring }: { ring: KeyRing },
): Promise<{ id: string }> {
  const id = randomUUID();
  const sealed = ring.sealBytes(bundle(pages), aadOf(id));
  const bytes = pages.reduce((sum, page) => sum + page.byteLength, 0);
  const row = { id, case_id: caseId, kind, name, pages: pages.length, bytes, sealed };
  await trx
    .insertInto('case_file')
    .values({ ...row, created_at: new Date(now) })
    .execute();
  return { id };
}

/** What is attached, without the pictures themselves. */
export async function listFiles(db: Db, caseId: string): Promise<CaseFile[]> {
  return db
    .selectFrom('case_file')
    .select(['id', 'kind', 'name', 'pages', 'bytes', 'created_at as at'])
    .where('case_id', '=', caseId)
    .orderBy('created_at')
    .orderBy('kind')
    .orderBy('name')
    .execute();
}

/** One scan of one case, its pages opened; null where this case has no such file. Who may look is the caller's affair. */
export async function readFile(
  { db, ring }: { db: Db; ring: KeyRing },
  caseId: string,
  fileId: string,
): Promise<OpenCaseFile | null> {
  if (!/^[0-9a-f-]{36}$/.test(fileId)) return null;
  const row = await db
    .selectFrom('case_file')
    .select(['id', 'kind', 'name', 'bytes', 'sealed'])
    .where('case_id', '=', caseId)
    .where('id', '=', fileId)
    .executeTakeFirst();
  if (!row) return null;
  const { sealed, ...rest } = row;
  return { ...rest, pages: unbundle(ring.openBytes(sealed, aadOf(row.id))) };
}

/** Pages one behind the other, each with its length before it. */
function bundle(pages: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    pages.flatMap((page) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(page.byteLength);
      return [length, page];
    }),
  );
}

function unbundle(bytes: Buffer): Buffer[] {
  const pages: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at);
    pages.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return pages;
}
