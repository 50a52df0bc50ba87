import type { Context } from 'koa';
import type { Application } from '../kit/application.ts';
import { leaveNotice } from '../kit/relying-party.ts';
import type { RelyingParty } from '../kit/relying-party.ts';
import type { Session } from '../kit/sessions.ts';
import { askApproval, settleApproval } from './approve.ts';
import { targetPages } from './pages.ts';
import type { Target } from './target.ts';
import type { Targets } from './targets.ts';
import { reportOf } from './report.ts';

/** e-Kinerja: targets, daily entries, and approvals that each take a fresh second factor. */
export function createEkinerja({ url, targets }: { url: string; targets: Targets }): Application {
  let kit: RelyingParty;
  return {
    id: 'ekinerja',
    name: 'e-Kinerja',
    url,
    folder: import.meta.dirname,
    registration: {
      authentication: { kind: 'private_key_jwt' },
      scope: 'openid profile asn',
      claimsFrom: 'userinfo',
      pushed: true,
    },
    front: {
      lead: 'Sasaran kinerja dan catatan harian Anda.',
      points: ['Menyusun sasaran', 'Mencatat pekerjaan harian', 'Menyetujui sasaran bawahan'],
    },
    navigation: [
      { href: '/', label: 'Beranda' },
      { href: '/sasaran', label: 'Sasaran' },
    ],
    returnPaths: [/^\/sasaran$/, /^\/sasaran\/baru$/, /^\/sasaran\/[0-9a-f-]{36}$/],
    reports: () => targets.all().flatMap((target) => reportOf(target, url)),
    signedIn: (session) => targets.seed(session.person.sub),
    async proven(session, proof) {
      const notice = await settleApproval(targets, session, proof);
      kit.report();
      return notice;
    },
    home(ctx, session) {
      const waiting = targets.of(session.person.sub).filter((one) => isWaiting(one, session));
      kit.render(ctx, 'home', { session, title: 'Beranda', values: { waiting } });
    },
    pages(router, relyingParty) {
      kit = relyingParty;
      targetPages(router, { kit, targets });
      router.post(
        '/sasaran/:id/setujui',
        kit.signedIn((ctx, session) => approve({ kit, targets }, ctx, session)),
      );
    },
  };
}

const isWaiting = (target: Target, { person }: Session): boolean =>
  target.approver === person.sub && target.approval === null;

async function approve(
  { kit, targets }: { kit: RelyingParty; targets: Targets },
  ctx: Context,
  session: Session,
): Promise<void> {
  const target = targets.find(session.person.sub, ctx.params.id);
  if (!target || target.approver !== session.person.sub) return ctx.throw(404);
  if (target.approval === null) return askApproval(kit, ctx, session, target);
  leaveNotice(session, 'done', 'Sasaran ini sudah disetujui sebelumnya.');
  ctx.status = 303;
  ctx.redirect(`/sasaran/${target.id}`);
}
