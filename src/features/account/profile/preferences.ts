import type { Context } from 'koa';
import { z } from 'zod';
import { chooseLanguage } from '../../../model/people/choose-language.ts';
import { contextIn } from '../../../parts/page-context.ts';
import type { Web } from '../../../parts/web.ts';
import { readForm } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { rememberChoice } from '../../../platform/http/remember-choice.ts';
import { readTheme } from '../../../platform/http/theme.ts';

const PATH = '/account/preferences';
const form = z.object({ language: z.enum(['id', 'en']), appearance: z.enum(['auto', 'light', 'dark']) });

type Deps = Pick<Web, 'db' | 'guard' | 'render' | 'messages' | 'now' | 'issuer'>;

export interface PreferencePages {
  show(ctx: Context): Promise<void>;
  save(ctx: Context): Promise<void>;
}

/**
 * Language and appearance. The language goes with the person (pages and messages everywhere), and with this browser before
 * anybody has signed in; how pages look goes with the browser alone: a screen at the counter is not a phone at night.
 */
export function preferencePages(deps: Deps): PreferencePages {
  const https = deps.issuer.startsWith('https:');
  return {
    async show(ctx) {
      const session = await deps.guard.person(ctx);
      if (!session) return;
      const { locale, theme } = stateOf(ctx);
      const words = deps.messages.messagesFor(locale);
      deps.render(ctx, 'account/profile/preferences', {
        language: locale,
        appearance: theme ?? 'auto',
        note: new URLSearchParams(ctx.querystring).has('done') ? words.t('profile.preferences.done') : null,
      });
    },
    async save(ctx) {
      const session = await deps.guard.person(ctx);
      if (!session) return;
      const { language, appearance } = await readForm(ctx, form);
      const now = deps.now();
      const context = contextIn(ctx, now, session);
      await deps.db
        .transaction()
        .execute((trx) => chooseLanguage(trx, { accountId: session.accountId, language, now }, context));
      rememberChoice(ctx, { name: 'lang', value: language, https });
      rememberChoice(ctx, { name: 'theme', value: readTheme(appearance), https });
      seeOther(ctx, `${PATH}?done=1`);
    },
  };
}
