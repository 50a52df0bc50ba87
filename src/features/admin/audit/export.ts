import { Readable } from 'node:stream';
import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import type { AuditContext } from '../../../model/audit.ts';
import { exportRow } from '../../../model/audit-search/export-row.ts';
import { searchAudit } from '../../../model/audit-search/search.ts';
import type { AuditFound } from '../../../model/audit-search/search.ts';
import { fault } from '../../../parts/fault.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { AuditCursor } from '../../../policies/audit-search.ts';
import { enter } from '../desk.ts';
import { readSearch } from './read-search.ts';
import { lookAt, refuseSearch } from './search.ts';
import { showSearch } from './show-search.ts';

const ROWS_AT_ONCE = 1000;

type Found = Extract<AuditFound, { kind: 'found' }>;

/**
 * The rows of a search as JSON lines, newest first, each with its seal; as many as `policy.audit.exportRows`. They are read page by
 * page while they are sent, so that an export costs as much memory for ten rows as for all; the first before anything is sent, so
 * that a search that fails is a page which says so, and no export.
 */
export async function postExport(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const form = await readFields(ctx);
  const search = readSearch((name) => form[name] ?? null);
  if (search.faults.length > 0) return refuseSearch(deps, visit, { search, faults: search.faults, form });
  await lookAt(deps, visit, { ...search, after: { driver: 'time', id: 0 } });
  const read = (after: AuditCursor | null, limit: number) =>
    searchAudit(deps.db, { filters: search.filters, after, limit });
  const first = await read(null, Math.min(ROWS_AT_ONCE, policy.audit.exportRows));
  if (first.kind === 'slow')
    return showSearch(deps, visit, { search, faults: [fault(null, 'audit.fault.slow')], form });
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Disposition', 'attachment; filename="audit.jsonl"');
  ctx.type = 'application/x-ndjson; charset=utf-8';
  const filters = Object.fromEntries(Object.entries(search.values).filter(([, value]) => value !== ''));
  const tell = (rows: number) => tellExport(deps, { filters, rows }, visit.context);
  ctx.body = Readable.from(linesOf(first, read, tell));
}

async function tellExport(
  { db }: Pick<Web, 'db'>,
  details: { filters: Record<string, string>; rows: number },
  context: AuditContext,
): Promise<void> {
  await audit(db, { type: 'audit.exported', accountId: null, details }, context);
}

/** What was sent is written down however it ends: a connection that breaks has told all the same. */
async function* linesOf(
  first: Found,
  read: (after: AuditCursor, limit: number) => Promise<AuditFound>,
  tell: (rows: number) => Promise<void>,
): AsyncGenerator<string> {
  let found: AuditFound = first;
  let count = 0;
  try {
    for (;;) {
      if (found.kind === 'slow') throw new Error('an export took too long');
      count += found.rows.length;
      if (found.rows.length > 0)
        yield found.rows.map((row) => `${JSON.stringify(exportRow(row))}\n`).join('');
      if (found.next === null || count >= policy.audit.exportRows) return;
      found = await read(found.next, Math.min(ROWS_AT_ONCE, policy.audit.exportRows - count));
    }
  } finally {
    await tell(count);
  }
}
