import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { readAnchor } from '../../../model/audit-seals/anchors.ts';
import { beginCheck, lastChecks } from '../../../model/audit-seals/check.ts';
import { newestLink } from '../../../model/audit-seals/seal.ts';
import type { Anchor, Finding } from '../../../model/audit-seals/verify.ts';
import { verifyStretch } from '../../../model/audit-seals/verify.ts';
import { findLink } from '../../../model/audit-seals/links.ts';
import type { Words } from '../../../messages.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { enter, refuseScope } from '../desk.ts';
import type { Visit } from '../desk.ts';
import { namesOf } from './people.ts';

export const VERIFY = '/admin/audit/verify';
const SHOWN = 5;
const MOST_ANCHORS = 2000;
/** A few hundred lines of a log. */
const PASTE_BYTES = 512 * 1024;

/** How the chain stands: its head, how old that is, and what the last verifications found. */
export async function showVerify(
  deps: Web,
  visit: Visit,
  refused: { faults?: Fault[]; anchors?: string } = {},
) {
  const { faults = [], anchors = '' } = refused;
  const { ctx, words, waiting, now } = visit;
  const [head, checks] = await Promise.all([newestLink(deps.db), lastChecks(deps.db, SHOWN)]);
  const names = await namesOf(
    deps.db,
    checks.map(({ askedBy }) => askedBy),
  );
  const locals = {
    waiting,
    head,
    late: head !== null && now - head.sealedAt > 10 * policy.seals.everySeconds * 1000,
    checks: checks.map((check) => ({
      ...check,
      askedBy: names.get(check.askedBy) ?? check.askedBy,
      askedAt: check.askedAt.getTime(),
      finishedAt: check.finishedAt?.getTime() ?? null,
      share: head === null ? 1 : Math.min(1, check.links / Math.max(1, head.nr - check.fromNr + 1)),
      findings: check.findings.map((finding) => findingWords(finding, words)),
    })),
    running: checks.some(({ finishedAt }) => finishedAt === null),
    errors: refusals(words, faults),
    values: { anchors },
  };
  deps.render(ctx, 'admin/audit/verify', locals, { status: faults.length > 0 ? 422 : 200 });
}

export async function postVerify(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const form = await readFields(ctx, PASTE_BYTES);
  const pasted = form.anchors ?? '';
  const anchors = readAnchors(pasted);
  if (anchors === null)
    return showVerify(deps, visit, { faults: [fault('anchors', 'audit.fault.anchors')], anchors: pasted });
  const last = form.what === 'recent' ? RECENT_LINKS : undefined;
  const begun = await deps.db
    .transaction()
    .execute((trx) => beginCheck(trx, { anchors, last, now: visit.now }, visit.context));
  if (!begun)
    return showVerify(deps, visit, { faults: [fault(null, 'audit.fault.running')], anchors: pasted });
  seeOther(ctx, VERIFY);
}

const RECENT_LINKS = 1000;

/** Lines of the log or of the demo's file; null: something was pasted, and no anchor is in it. */
function readAnchors(pasted: string): Anchor[] | null {
  const lines = pasted.split('\n').filter((line) => line.trim() !== '');
  const anchors = lines.map(readAnchor).filter((anchor) => anchor !== null);
  return lines.length > 0 && anchors.length === 0 ? null : anchors.slice(-MOST_ANCHORS);
}

/** One link, and whether the rows under it are as they were. */
export async function showSeal(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const { nr: typed = '' } = ctx.params as { nr?: string };
  const nr = /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : 0;
  const found = nr === 0 ? null : await findLink(deps.db, nr);
  if (!found) return refuseScope(deps, visit);
  const findings: Finding[] = [];
  await verifyStretch(
    deps,
    { previous: found.previous, limit: 1 },
    { onFinding: (one) => void findings.push(one) },
  );
  const { waiting, words } = visit;
  deps.render(ctx, 'admin/audit/seal', {
    waiting,
    link: found.link,
    findings: findings.map((finding) => findingWords(finding, words)),
  });
}

export function findingWords(finding: Finding, { t }: Words): string {
  const { nr } = finding;
  switch (finding.kind) {
    case 'row_changed':
      return t('audit.finding.row_changed', { nr, id: finding.id });
    case 'rows_missing':
      return t('audit.finding.rows_missing', { nr, after: finding.after, count: finding.count });
    case 'row_added':
      return t('audit.finding.row_added', { nr, id: finding.id });
    case 'link_broken':
      return t('audit.finding.link_broken', { nr });
    case 'chain_broken':
      return t('audit.finding.chain_broken', { nr });
    case 'unknown_key':
      return t('audit.finding.unknown_key', { nr, key: finding.keyId });
    case 'tail_cut':
      return t('audit.finding.tail_cut', { nr });
    case 'anchor_differs':
      return t('audit.finding.anchor_differs', { nr });
    case 'end_gone':
      return t('audit.finding.end_gone', { nr, id: finding.id });
    case 'no_seal':
      return t('audit.finding.no_seal', { id: finding.id });
  }
}
