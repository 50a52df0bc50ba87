import type Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { policy } from '../../../config/policy.ts';
import { audit } from '../../model/audit.ts';
import { findEmployee } from '../../model/directory/find-employee.ts';
import type { FoundEmployee } from '../../model/directory/find-employee.ts';
import { refusals } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { nipFault } from '../../parts/nip-fault.ts';
import { contextOf } from '../../parts/page-context.ts';
import { readForm } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import type { NipAnswer } from '../../platform/http/page-locals/help.ts';
import { maskNip, readNip } from '../../policies/nip.ts';
import { overAddressLimit, wordsOf } from './page-deps.ts';
import type { HelpDeps } from './page-deps.ts';

const form = z.record(z.string(), z.string());
/** Where the directory does not say when it is back. */
const AWAY_SECONDS = 300;

/**
 * "Apakah NIP saya ada di direktori?" A stranger learns that a NIP exists and of which agency it is, which is public, and
 * nothing of the person or the account (docs/security.md, "What a stranger may learn").
 */
export function nipCheckRoutes(router: Router, deps: HelpDeps): void {
  router.get('/help/nip', (ctx) => show(deps, ctx, {}));
  router.post('/help/nip', async (ctx) => check(deps, ctx, await readForm(ctx, form)));
}

interface Shown {
  posted?: Fields;
  faults?: readonly Fault[];
  answer?: NipAnswer;
  status?: number;
}

async function show(
  deps: HelpDeps,
  ctx: Context,
  { posted, faults = [], answer, status = 200 }: Shown,
): Promise<void> {
  const captcha = await deps.captcha.make(ctx, posted);
  const errors = refusals(wordsOf(deps, ctx), faults);
  const values = { nip: posted?.nip ?? '' };
  deps.render(ctx, 'help/nip', { captcha, errors, values, answer: answer ?? null }, { status });
}

async function check(deps: HelpDeps, ctx: Context, posted: Fields): Promise<void> {
  const refuse = (fault: Fault, status: number) => show(deps, ctx, { posted, faults: [fault], status });
  const read = readNip(posted.nip ?? '');
  if (read.kind === 'malformed') return refuse(nipFault(read), 422);
  const unsolved = await deps.captcha.judge(posted);
  if (unsolved) return refuse(unsolved, 422);
  const perHour = policy.help.nipChecksPerAddressPerHour;
  const over = await overAddressLimit(deps, ctx, { name: 'help-nip', perHour });
  if (over) return refuse(over, 429);
  const found = await findEmployee(deps, read.nip);
  const details = { nip: maskNip(read.nip), answer: found.kind };
  await audit(deps.db, { type: 'nip.checked', accountId: null, details }, contextOf(ctx, deps.now()));
  return show(deps, ctx, { answer: answerOf(found, read.nip, deps.now()) });
}

function answerOf(found: FoundEmployee, nip: string, now: number): NipAnswer {
  switch (found.kind) {
    case 'found': {
      const { instansiNama: nama, kontak } = found.employee;
      return { kind: 'found', nip, agency: { nama, kontak } };
    }
    case 'unknown':
    case 'conflict':
      return { kind: found.kind, nip };
    case 'away':
      return { kind: 'away', retryAt: now + (found.retryAfterSeconds ?? AWAY_SECONDS) * 1000 };
  }
}
