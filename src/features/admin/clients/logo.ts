import type { Context } from 'koa';
import type { MessageKey } from '../../../messages.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import type { ReceivedFile } from '../../../platform/uploads/read-multipart.ts';
import { askFor } from '../requests/ask.ts';
import { servePng } from '../serve-png.ts';
import { CLIENT_ID, clientOf, enter } from './desk.ts';
import type { Deps, Visit } from './desk.ts';

const FILE = { fileNames: ['logo'], fileBytes: 2 * 1024 * 1024, files: 1 };
/** A form asks for no more than this of the database: a picture of 128 by 128 has less. */
const MOST_PNG = 64 * 1024;

export async function showLogo(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  page(deps, visit, { client: await clientOf(deps, visit) });
}

/** A logo is what people trust: made anew by us, and approved by a second admin. Without a file the logo is taken away. */
export async function submitLogo(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  await deps.multipart.read(ctx, FILE, async ({ fields, files, busy, tooMany }) => {
    const again = (refused: Refused) => page(deps, visit, { client, fields, refused });
    if (busy) return again({ faults: [fault('logo', 'clients.logo.busy')] });
    const [file] = files;
    if (tooMany || files.length > 1 || (!file && !fields.remove))
      return again({ faults: [fault('logo', 'clients.logo.one')] });
    const made = file && !fields.remove ? await pngOf(deps, file) : { png: null };
    if ('refused' in made) return again({ faults: [fault('logo', made.refused)] });
    const payload = { client: client.id, name: client.name, png: made.png, seen: client.logoHash };
    const act = deps.acts.logo;
    const asked = await askFor(deps, visit, { act, payload, form: fields });
    if (asked.kind !== 'asked') return again(refusedBy(asked));
    seeOther(ctx, '/admin/requests?done=asked');
  });
}

async function pngOf(
  { uploads }: Deps,
  file: ReceivedFile,
): Promise<{ png: string } | { refused: MessageKey }> {
  const prepared = await uploads.prepare(file, 'logo');
  if (prepared.kind === 'busy') return { refused: 'clients.logo.busy' };
  const [png] = prepared.kind === 'ready' ? prepared.pages : [];
  if (!png || png.byteLength > MOST_PNG) return { refused: 'clients.logo.refused' };
  return { png: Buffer.from(png).toString('base64') };
}

function page(
  deps: Deps,
  visit: Visit,
  {
    client,
    fields = {},
    refused = {},
  }: { client: { id: string; name: string; logoHash: string | null }; fields?: Fields; refused?: Refused },
): void {
  const { id, name, logoHash } = client;
  const locals = {
    waiting: visit.waiting,
    client: { id, name, logoHash },
    errors: refusals(visit.words, refused.faults ?? []),
    values: { reason: fields.reason ?? '' },
    locked: lockOf(refused),
  };
  deps.render(visit.ctx, 'admin/clients/logo', locals, { status: statusOf(visit.ctx, refused, visit.now) });
}

/** To everybody: it stands on the portal, and on pages before the sign-in. Named by its content, so it is kept long. */
export async function serveLogo({ db }: Pick<Web, 'db'>, ctx: Context): Promise<void> {
  const { client = '' } = ctx.params as { client?: string };
  const row = CLIENT_ID.test(client)
    ? await db
        .selectFrom('client')
        .select(['logo', 'logo_hash'])
        .where('client_id', '=', client)
        .executeTakeFirst()
    : undefined;
  if (!row?.logo) return ctx.throw(404, 'no logo', { code: 'not_found' });
  const named = new URLSearchParams(ctx.querystring).get('v') === row.logo_hash;
  const cache = named ? 'public, max-age=31536000, immutable' : 'public, max-age=300';
  servePng(ctx, row.logo, { cache, etag: row.logo_hash ?? '' });
}
