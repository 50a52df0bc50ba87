import type { Context } from 'koa';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import type { RecoveryAgency } from '../../../platform/http/page-locals/recovery.ts';
import type { RecoveryDeps } from '../deps.ts';

/** The agency's own people, by name and with their hours: only once somebody has proven enough to be told whose they are. */
export function agencyOf({ instansi }: Pick<SigninAccount, 'instansi'>): RecoveryAgency {
  const { nama, kontakNama, kontakJam, kontakSaluran } = instansi;
  const contact = [kontakNama, kontakSaluran].filter(Boolean).join(' · ');
  return { name: nama, contact: contact || null, hours: kontakJam };
}

/** Where no rung of one's own holds: the agency's personnel office, then the helpdesk. Nothing typed is looked at. */
export function showPeople({ render }: Pick<RecoveryDeps, 'render'>, ctx: Context): void {
  const query = new URLSearchParams(ctx.querystring);
  const lost = [query.get('phone'), query.get('email')].map((answer) => answer === 'tidak');
  const none = query.get('factor') === 'tidak' ? 'factor' : 'none';
  const reason = lost[0] && lost[1] ? 'both' : lost[1] ? 'email' : lost[0] ? 'phone' : none;
  render(ctx, 'recovery/people', { reason, agency: null });
}
