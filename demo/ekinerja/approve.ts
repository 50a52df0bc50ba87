import type { Context } from 'koa';
import type { Notice, Proof } from '../kit/application.ts';
import type { RelyingParty } from '../kit/relying-party.ts';
import type { Session } from '../kit/sessions.ts';
import { actOf, parseAct } from './target.ts';
import type { Target } from './target.ts';
import type { Targets } from './targets.ts';

/** What the provider shows of the act is at most 200 characters; a target takes 120 of them. */
const NAME = 40;

/** "Setujui": asks the provider for a fresh second factor for this very content of the target. */
export async function askApproval(kit: RelyingParty, ctx: Context, session: Session, target: Target) {
  await kit.stepUp(ctx, session, {
    act: actOf(target),
    text: `Menyetujui sasaran “${target.judul}”, milik ${target.ownerName.slice(0, NAME)}`,
    returnTo: `/sasaran/${target.id}`,
  });
}

/** The proof came, and it is this person's: approves what it names if that is still what the target says. */
export async function settleApproval(targets: Targets, session: Session, proof: Proof): Promise<Notice> {
  const named = parseAct(proof.act);
  const by = session.person.name;
  const outcome = named
    ? await targets.approve(session.person.sub, named, { at: proof.at, acr: proof.acr, act: proof.act, by })
    : 'gone';
  return NOTICES[outcome];
}

const NOTICES: Record<Awaited<ReturnType<Targets['approve']>>, Notice> = {
  approved: { kind: 'done', text: 'Sasaran disetujui.' },
  already: { kind: 'done', text: 'Sasaran ini sudah disetujui sebelumnya.' },
  changed: {
    kind: 'refused',
    text: 'Isi sasaran berubah sesudah Anda menekan Setujui, jadi belum disetujui. Baca lagi isinya, lalu tekan Setujui sekali lagi.',
  },
  gone: { kind: 'refused', text: 'Sasaran itu tidak ada lagi. Belum ada yang disetujui.' },
};
