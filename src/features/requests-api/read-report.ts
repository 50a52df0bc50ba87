import { z } from 'zod';
import { policy } from '../../../config/policy.ts';
import type { Report } from '../../model/service-requests.ts';
import { lengthOf, plainText } from '../../policies/plain-text.ts';
import { allowedLink } from '../../policies/request-link.ts';
import type { LinkRules } from '../../policies/request-link.ts';
import { isUuid } from '../../platform/uuid.ts';

/** What is wrong with one field, in words for a developer. */
export interface FieldFault {
  field: string;
  problem: string;
}

export type ReadReport =
  { kind: 'read'; report: Omit<Report, 'clientId'> } | { kind: 'refused'; faults: FieldFault[] };

const { titleLength, detailLength, referenceLength, aheadSeconds } = policy.requests;
const STRANGE = 'must hold letters or digits, and no control, format, direction or invisible characters';

const line = (most: number) =>
  z.string().transform((text, check) => {
    const plain = plainText(text);
    if (plain === null) check.addIssue(STRANGE);
    else if (lengthOf(plain) > most) check.addIssue(`must not be longer than ${most} characters`);
    return plain ?? '';
  });

const schema = z.strictObject({
  sub: z.string().min(1).max(64),
  reference: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
    .max(referenceLength),
  title: line(titleLength).refine((text) => text !== '', 'must not be empty'),
  state: z.enum(['submitted', 'processing', 'returned', 'approved', 'rejected', 'cancelled']),
  detail: line(detailLength).nullish(),
  link: z.string().nullish(),
  updated_at: z.iso.datetime({ offset: true }),
});

/** Nobody's: what is no subject of ours is looked up all the same. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** No service is as old, and the store holds no time of the years before it: such a report must not come that far. */
const EARLIEST = Date.UTC(2000);

/** One report, judged whole: every fault of it is named at once. */
export function readReport(body: unknown, { rules, now }: { rules: LinkRules; now: number }): ReadReport {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return { kind: 'refused', faults: parsed.error.issues.flatMap(faultsOf) };
  const { sub, reference, title, state, detail, link, updated_at } = parsed.data;
  const updatedAt = Date.parse(updated_at);
  const allowed = link == null || link === '' ? null : allowedLink(link, rules);
  const faults: FieldFault[] = [];
  if (link && allowed === null)
    faults.push({ field: 'link', problem: 'must lead to an origin you registered' });
  if (updatedAt > now + aheadSeconds * 1000)
    faults.push({ field: 'updated_at', problem: 'must not lie in the future' });
  if (!(updatedAt >= EARLIEST)) faults.push({ field: 'updated_at', problem: 'must not lie before 2000' });
  if (faults.length > 0) return { kind: 'refused', faults };
  const accountId = isUuid(sub) ? sub : NOBODY;
  const texts = { reference, title, state, detail: detail || null, link: allowed };
  return { kind: 'read', report: { accountId, ...texts, updatedAt } };
}

/** Never with what was sent: it may be anybody's. */
function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, 10).map((key) => ({ field: key.slice(0, 64), problem: 'is not known here' }));
  return [{ field: issue.path.map(String).join('.') || '(body)', problem: issue.message }];
}
