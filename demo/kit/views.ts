import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import type { Context } from 'koa';
import type { Application, Notice } from './application.ts';
import { clock, date, nipGroups } from './format.ts';
import type { Session } from './sessions.ts';

export interface Page {
  status?: number;
  session?: Session | null;
  title: string;
  /** Where there is no session to keep it. */
  notice?: Notice | null;
  values?: Readonly<Record<string, unknown>>;
}

export interface Views {
  render(ctx: Context, view: string, page: Page): void;
  style: { url: string; body: string };
  mark: { url: string; body: string };
}

const KIT_VIEWS = path.join(import.meta.dirname, 'views');

/** Pages of one application: its own views first, the kit's layout around them; compiled once. */
export function createViews(application: Application, issuer: string): Views {
  const own = path.join(application.folder, 'views');
  const style = hashed('style', 'css', readStyle(application));
  const mark = hashed('mark', 'svg', readFileSync(path.join(application.folder, 'mark.svg'), 'utf8'));
  const compiled = new Map<string, ejs.TemplateFunction>();

  const template = (view: string): ejs.TemplateFunction => {
    const known = compiled.get(view);
    if (known) return known;
    const mine = path.join(own, `${view}.ejs`);
    const filename = existsSync(mine) ? mine : path.join(KIT_VIEWS, `${view}.ejs`);
    const made = ejs.compile(readFileSync(filename, 'utf8'), { filename, views: [own, KIT_VIEWS] });
    compiled.set(view, made);
    return made;
  };

  const render: Views['render'] = (ctx, view, page) => {
    const { status = 200, session = null, title, values = {} } = page;
    const notice = takeNotice(session) ?? page.notice ?? null;
    const place = { application, issuer, path: ctx.path, style, mark };
    const shared = { ...place, session, title, notice, clock, date, nipGroups };
    const body = template(view)({ ...values, ...shared });
    ctx.status = status;
    ctx.type = 'html';
    ctx.body = template('layout')({ ...shared, body });
  };
  return { render, style, mark };
}

function takeNotice(session: Session | null): Notice | null {
  const notice = session?.notice ?? null;
  if (session) session.notice = null;
  return notice;
}

const readStyle = (application: Application): string =>
  readFileSync(path.join(application.folder, 'colours.css'), 'utf8') +
  readFileSync(path.join(import.meta.dirname, 'base.css'), 'utf8');

/** The address holds a hash of the content, so a browser may keep it for ever and sees a change at once. */
function hashed(name: string, extension: string, body: string): { url: string; body: string } {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  return { url: `/${name}-${hash}.${extension}`, body };
}
