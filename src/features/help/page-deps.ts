import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import type { Words } from '../../messages.ts';
import type { FormCaptcha } from '../../parts/captcha/form-captcha.ts';
import { fault } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import type { Web } from '../../parts/web.ts';
import { addressKey } from '../../platform/http/client-address.ts';
import { stateOf } from '../../platform/http/state.ts';
import type { MultipartReader } from '../../platform/uploads/read-multipart.ts';
import type { Uploads } from '../../platform/uploads/uploads.ts';

/** What the help pages need beside every feature's own. */
export interface HelpDeps extends Web {
  uploads: Uploads;
  multipart: MultipartReader;
  captcha: FormCaptcha;
}

export function wordsOf({ messages }: Pick<Web, 'messages'>, ctx: Context): Words {
  return messages.messagesFor(stateOf(ctx).locale);
}

/**
 * Counts one request of an address in this hour; null where there is room. Else the refusal, with Retry-After set
 * and the time of day in its words.
 */
export async function overAddressLimit(
  deps: Pick<Web, 'limits' | 'now' | 'messages'>,
  ctx: Context,
  { name, perHour }: { name: string; perHour: number },
): Promise<Fault | null> {
  const key = addressKey(stateOf(ctx).address);
  const state = await deps.limits.consume(name, key, { points: perHour, seconds: 3600 });
  if (state.allowed) return null;
  const seconds = Math.max(1, state.resetsInSeconds);
  ctx.set('Retry-After', String(seconds));
  return fault(null, 'help.too_many', { time: wordsOf(deps, ctx).time(deps.now() + seconds * 1000) });
}

const MEGABYTE = 1024 * 1024;

/** What the forms say of files. */
export const uploadLimits = {
  megabytes: policy.uploads.fileBytes / MEGABYTE,
  files: policy.uploads.files,
  pages: policy.uploads.pages,
};
