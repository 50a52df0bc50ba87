import { policy } from '../../config/policy.ts';
import type { Contact } from '../model/people/signin-account.ts';
import type { Limits } from '../platform/limits.ts';
import type { Logger } from '../platform/log.ts';

export interface SmsBudgetDeps {
  limits: Pick<Limits, 'consume'>;
  log: Pick<Logger, 'warn'>;
}

/** Who asks: whoever has proven to be somebody, or anybody who types a number or names an account. */
export type SmsAsker = 'owner' | 'anybody';

const daySeconds = 86_400;

/**
 * Counts a message against the day of its number and of everybody; mail costs nothing. Anybody has a part of both only: what
 * strangers cause must not keep the owner from a code. The one that reaches the alarm's share of everybody's budget is
 * logged: whoever pumps SMS is seen before nobody gets any.
 */
export async function withinSmsBudgets(
  { limits, log }: SmsBudgetDeps,
  contact: Pick<Contact, 'kind' | 'value'>,
  asker: SmsAsker,
): Promise<boolean> {
  if (contact.kind === 'email') return true;
  if (asker === 'anybody' && !(await withinAnybodys(limits, contact.value))) return false;
  const { smsPerNumberPerDay, smsPerDay, smsAlarmShare } = policy.budgets;
  const perNumber = { points: smsPerNumberPerDay, seconds: daySeconds };
  if (!(await limits.consume('sms-number', contact.value, perNumber)).allowed) return false;
  const { allowed, used } = await limits.consume('sms-all', 'day', {
    points: smsPerDay,
    seconds: daySeconds,
  });
  // Counted in one place for all nodes, so exactly one message a day is this one.
  if (used === Math.ceil(smsPerDay * smsAlarmShare)) {
    log.warn(
      { alarm: 'sms_budget', used, perDay: smsPerDay },
      'the budget of SMS for a day is nearly used up',
    );
  }
  return allowed;
}

async function withinAnybodys(limits: SmsBudgetDeps['limits'], number: string): Promise<boolean> {
  const { perNumberPerDay, perDay } = policy.budgets.smsForAnybody;
  const ofNumber = { points: perNumberPerDay, seconds: daySeconds };
  if (!(await limits.consume('sms-number-anybody', number, ofNumber)).allowed) return false;
  return (await limits.consume('sms-all-anybody', 'day', { points: perDay, seconds: daySeconds })).allowed;
}
