import type Router from '@koa/router';
import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import type { HelpCase } from '../../model/cases/case.ts';
import { attachFile } from '../../model/cases/files.ts';
import type { CaseFileKind } from '../../model/cases/files.ts';
import { openCase } from '../../model/cases/open-case.ts';
import type { NewCase } from '../../model/cases/open-case.ts';
import { fault, refusals } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { nipFault } from '../../parts/nip-fault.ts';
import { contextOf } from '../../parts/page-context.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { stateOf } from '../../platform/http/state.ts';
import type { Received } from '../../platform/uploads/read-multipart.ts';
import { readNip } from '../../policies/nip.ts';
import { draftCookie, heldDraft } from './draft-cookie.ts';
import { overAddressLimit, uploadLimits, wordsOf } from './page-deps.ts';
import type { HelpDeps } from './page-deps.ts';
import { readContact } from './read-contact.ts';
import { sendCaseCode } from './send-case-code.ts';
import { auditRefused, takeFiles } from './take-files.ts';
import type { TakenFile } from './take-files.ts';
import { TOPICS, isTopic } from './words.ts';

export const LONGEST_TEXT = 2000;
const FILE_FIELDS = ['ktp', 'sk'];

/** A case is opened without signing in; it is the same page whoever's NIP is written, or nobody's. */
export function caseOpenRoutes(router: Router, deps: HelpDeps): void {
  router.get('/help/case', async (ctx) => {
    const query = new URLSearchParams(ctx.querystring);
    // "Kontak salah?": what was written stands there again; browsers keep no choice of files.
    const draft = query.has('edit') ? await heldDraft(deps, ctx) : null;
    if (draft) return show(deps, ctx, { posted: typedIn(draft), chooseAgain: true });
    // The draft was not found when its code was due.
    show(deps, ctx, { posted: preset(ctx), gone: query.has('gone') });
  });
  router.post('/help/case', (ctx) => receive(deps, ctx, (received) => open(deps, ctx, received)));
}

/** The same form without files may come in the plain packing. */
export async function receive(
  deps: Pick<HelpDeps, 'multipart'>,
  ctx: Context,
  use: (received: Received) => Promise<void>,
  fileNames: readonly string[] = FILE_FIELDS,
): Promise<void> {
  if (ctx.is('application/x-www-form-urlencoded')) {
    return use({ fields: await readFields(ctx), files: [], tooMany: false, busy: false });
  }
  const { fileBytes, files } = policy.uploads;
  return deps.multipart.read(ctx, { fileNames, fileBytes, files }, use);
}

/** `?topic=lock`: a link of ours says what it is about. */
function preset(ctx: Context): Fields {
  const topic = new URLSearchParams(ctx.querystring).get('topic') ?? undefined;
  return isTopic(topic) ? { topic } : {};
}

function typedIn({ topic, nip, text, contact_value }: HelpCase): Fields {
  return { topic, nip: nip ?? '', text, contact: contact_value };
}

interface Shown {
  posted: Fields;
  faults?: readonly Fault[];
  status?: number;
  chooseAgain?: boolean;
  gone?: boolean;
}

function show(
  deps: HelpDeps,
  ctx: Context,
  { posted, faults = [], status = 200, chooseAgain = false, gone = false }: Shown,
): void {
  const words = wordsOf(deps, ctx);
  const topics = Object.entries(TOPICS).map(([value, key]) => ({ value, label: words.t(key) }));
  const errors = refusals(words, faults);
  deps.render(
    ctx,
    'help/case',
    {
      ...{ topics, chooseAgain, errors },
      upload: uploadLimits,
      values: posted,
      note: gone ? words.t('help.case.gone') : null,
    },
    { status },
  );
}

async function open(deps: HelpDeps, ctx: Context, received: Received): Promise<void> {
  const posted = received.fields;
  const chooseAgain = received.files.length > 0;
  const refuse = (faults: readonly Fault[], status: number) =>
    show(deps, ctx, { posted, faults, status, chooseAgain });
  const now = deps.now();
  const read = readCase(posted, { now, locale: stateOf(ctx).locale });
  // Files cost work, so they come last.
  if (read.kind === 'malformed') return refuse(read.faults, 422);
  const perHour = policy.cases.perAddressPerHour;
  const over = await overAddressLimit(deps, ctx, { name: 'help-case', perHour });
  if (over) return refuse([over], 429);
  const context = contextOf(ctx, now);
  const taken = await takeFiles(deps.uploads, received);
  if (taken.kind === 'busy') {
    ctx.set('Retry-After', String(taken.waitSeconds));
    return refuse([fault(null, 'help.upload.busy')], 503);
  }
  if (taken.kind === 'refused') {
    await auditRefused(deps.db, taken.reasons, context);
    return refuse(taken.faults, 422);
  }
  const opened = await write(deps, read.wanted, taken.files);
  const { contact, locale } = read.wanted;
  const draft = { id: opened.id, contact_kind: contact.kind, contact_value: contact.value, locale };
  await sendCaseCode(deps, draft, { browser: deps.browser.bind(ctx), context });
  draftCookie(deps.issuer).hold(ctx, opened.token);
  seeOther(ctx, '/help/case/verify');
}

type ReadCase = { kind: 'ok'; wanted: NewCase } | { kind: 'malformed'; faults: Fault[] };

function readCase(posted: Fields, { now, locale }: { now: number; locale: string }): ReadCase {
  const faults: Fault[] = [];
  const { topic } = posted;
  if (!isTopic(topic)) faults.push(fault('topic', 'help.case.topic_empty'));
  // Whoever does not know the number is helped too; one that is written must be one.
  const nip = (posted.nip ?? '').trim() === '' ? null : readNip(posted.nip ?? '');
  if (nip?.kind === 'malformed') faults.push(nipFault(nip));
  const text = readText(posted.text);
  if (text.fault) faults.push(text.fault);
  const contact = readContact(posted.contact ?? '');
  if (contact.kind === 'malformed') faults.push(contact.fault);
  if (faults.length > 0 || !isTopic(topic) || contact.kind !== 'ok' || nip?.kind === 'malformed')
    return { kind: 'malformed', faults };
  const about = { topic, nip: nip?.nip ?? null, contact: contact.contact, text: text.text };
  return { kind: 'ok', wanted: { ...about, locale, now } };
}

/** What a person writes: needed, and of bounded length. */
export function readText(typed: string | undefined): { text: string; fault: Fault | null } {
  const text = (typed ?? '').trim();
  if (text === '') return { text, fault: fault('text', 'help.text.empty') };
  const long = text.length > LONGEST_TEXT;
  return { text, fault: long ? fault('text', 'help.text.long', { most: LONGEST_TEXT }) : null };
}

async function write(deps: HelpDeps, wanted: NewCase, files: readonly TakenFile[]) {
  return deps.db.transaction().execute(async (trx) => {
    const opened = await openCase(trx, wanted, deps);
    for (const { field, name, pages } of files) {
      const kind: CaseFileKind = field === 'ktp' ? 'ktp' : 'sk';
      // One connection, at most four.
      await attachFile(trx, { caseId: opened.id, kind, name, pages, now: wanted.now }, deps);
    }
    return opened;
  });
}
