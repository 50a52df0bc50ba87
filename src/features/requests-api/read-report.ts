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

interface Facts {
  rules: LinkRules;
  /** Epoch milliseconds. */
  now: number;
}

const { titleLength, detailLength, referenceLength, aheadSeconds } = policy.requests;
const STRANGE = 'must hold letters or digits, and no control, format, direction or invisible characters';

/** No service is as old, and the store holds no time of the years before it: such a report must not come that far. */
const EARLIEST = Date.UTC(2000);

const line = (most: number) =>
  z.string().transform((text, check) => {
    const plain = plainText(text);
    if (plain === null) check.addIssue(STRANGE);
    else if (lengthOf(plain) > most) check.addIssue(`must not be longer than ${most} characters`);
    return plain ?? '';
  });

const fixed = z.strictObject({
  sub: z.string().min(1).max(64),
  reference: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
    .max(referenceLength),
  title: line(titleLength).refine((text) => text !== '', 'must not be empty'),
  state: z.enum(['submitted', 'processing', 'returned', 'approved', 'rejected', 'cancelled']),
  detail: line(detailLength).nullish(),
});

/** The client's own origins and the clock are judged beside the rest, so that a wrong state hides no wrong link. */
const schemaFor = ({ rules, now }: Facts) =>
  fixed.extend({
    link: z
      .string()
      .transform((link, check) => {
        const allowed = link === '' ? null : allowedLink(link, rules);
        if (link !== '' && allowed === null) check.addIssue('must lead to an origin you registered');
        return allowed;
      })
      .nullish(),
    updated_at: z.iso.datetime({ offset: true }).transform((updated, check) => {
      const at = Date.parse(updated);
      if (at > now + aheadSeconds * 1000) check.addIssue('must not lie in the future');
      if (!(at >= EARLIEST)) check.addIssue('must not lie before 2000');
      return at;
    }),
  });

/** Nobody's: what is no subject of ours is looked up all the same. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** One report, judged whole: every fault of it is named at once, and nobody is looked up for it. */
export function readReport(body: unknown, facts: Facts): ReadReport {
  const parsed = schemaFor(facts).safeParse(body);
  if (!parsed.success) return { kind: 'refused', faults: parsed.error.issues.flatMap(faultsOf) };
  const { sub, reference, title, state, detail, link, updated_at: updatedAt } = parsed.data;
  const accountId = isUuid(sub) ? sub : NOBODY;
  const texts = { reference, title, state, detail: detail || null, link: link ?? null };
  return { kind: 'read', report: { accountId, ...texts, updatedAt } };
}

/** Never with what was sent: it may be anybody's. */
function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, 10).map((key) => ({ field: key.slice(0, 64), problem: 'is not known here' }));
  return [{ field: issue.path.map(String).join('.') || '(body)', problem: issue.message }];
}
