import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs, { type TemplateFunction } from 'ejs';
import type { Context } from 'koa';
import { stateOf } from './state.ts';
import type { SsoEnds } from './state.ts';
import type { ViewLocals, ViewName } from './view-locals.ts';

/** What the pages need of a language; `src/messages.ts` gives it. */
export interface PageWords {
  locale: string;
  t(key: string, values?: Readonly<Record<string, string | number>>): string;
  time(at: Date | number): string;
  date(at: Date | number): string;
  duration(seconds: number): string;
}

export interface ViewsOptions {
  /** The folder `views/`. */
  dir: string;
  messages: { messagesFor(locale: string | null | undefined): PageWords };
  issuer: string;
  assets: { url(name: string): string };
  now: () => number;
  /** Values that every page may use, such as the helpdesk's channels. */
  shared?: object;
}

export interface PageContext {
  locale?: string | null;
  /** Light or dark, where somebody chose; else as the device has it. */
  theme?: 'light' | 'dark' | null | undefined;
  /** The session of whoever is signed in: pages behind a sign-in warn before it ends. */
  sso?: SsoEnds | undefined;
  nonce: string;
  path?: string;
  /** The query of the request, so that the language switch stays on the very page. */
  query?: string;
}

export interface Views {
  /** Answers with a page: sets status (200 unless told), type and body. */
  render: Render;
  /** The page as a string, for places that have no context of ours, such as the provider's error page. */
  renderPage<V extends ViewName>(view: V, locals: ViewLocals[V], page: PageContext): string;
}

export type Render = <V extends ViewName>(
  ctx: Context,
  view: V,
  locals: ViewLocals[V],
  options?: { status?: number },
) => void;

/** Pages out of `views/*.ejs`, each compiled once, when it is first shown. */
export function createViews(options: ViewsOptions): Views {
  const templates = createTemplates(options.dir);
  const style = readFileSync(join(options.dir, 'style.css'), 'utf8').replace(/\s*\n\s*/g, '');

  const renderPage: Views['renderPage'] = (view, locals, context) => {
    const words = options.messages.messagesFor(context.locale);
    const data = {
      ...ambient(options, words, context),
      ...locals,
      // Set by the view for the layout: the title, the width of the column, scripts, and sheets of its own.
      page: {
        title: '',
        kind: 'narrow',
        scripts: [] as string[],
        styles: [] as string[],
        refresh: null as number | null,
      },
    };
    const body = templates(view)(data);
    return templates('layout')({ ...data, body, style });
  };

  const render: Render = (ctx, view, locals, { status = 200 } = {}) => {
    const { nonce, locale, theme, sso } = stateOf(ctx);
    ctx.status = status;
    ctx.type = 'html';
    const context = { nonce, locale, theme, sso, path: ctx.path, query: ctx.querystring };
    ctx.body = renderPage(view, locals, context);
  };

  return { render, renderPage };
}

function ambient(options: ViewsOptions, words: PageWords, context: PageContext): object {
  return {
    ...options.shared,
    locale: words.locale,
    t: words.t,
    time: words.time,
    date: words.date,
    duration: words.duration,
    theme: context.theme ?? null,
    sso: context.sso ?? null,
    nonce: context.nonce,
    path: context.path ?? '/',
    switchHref: switchHref(words.locale, context.query),
    issuer: options.issuer,
    asset: options.assets.url,
    now: options.now(),
    errors: [],
    values: {},
    note: null,
  };
}

function switchHref(locale: string, query = ''): string {
  const wanted = new URLSearchParams(query);
  wanted.set('lang', locale === 'id' ? 'en' : 'id');
  return `?${wanted}`;
}

/**
 * Templates are compiled by us and only ever called as functions: `ejs.render` would take options out of the data,
 * which holds what people typed.
 */
function createTemplates(dir: string): (name: string) => TemplateFunction {
  const compiled = new Map<string, TemplateFunction>();
  return (name) => {
    const known = compiled.get(name);
    if (known) return known;
    const filename = join(dir, `${name}.ejs`);
    const made = ejs.compile(readFileSync(filename, 'utf8'), {
      filename,
      root: dir,
      views: [dir],
      cache: true,
      rmWhitespace: true,
    });
    compiled.set(name, made);
    return made;
  };
}
