import type { Application, Failure } from '../view-locals.ts';

/** Locals of the views of this area. */
export interface ClientViews {
  /** Signed in, but none of those the application is for. */
  'not-yours': Failure & {
    application: Application;
    /** How the refusal goes back to the application. */
    back: { href: string; method: 'get' | 'post'; fields: Readonly<Record<string, string>> } | null;
  };
}

/** A notice of maintenance as it stands on a page; plain text. */
export interface BannerText {
  id: string;
  kind: 'info' | 'maintenance';
  text: string;
}
