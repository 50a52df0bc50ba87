/** What the views under `views/helpdesk/` need; see `view-locals.ts`. */
// oxlint-disable-next-line no-empty-object-type -- filled with the feature's views
export interface HelpdeskViews {}
