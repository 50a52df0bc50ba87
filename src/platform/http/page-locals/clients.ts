/** Locals of the views of this area. */
export interface ClientViews {}

/** A notice of maintenance as it stands on a page; plain text. */
export interface BannerText {
  id: string;
  kind: 'info' | 'maintenance';
  text: string;
}
