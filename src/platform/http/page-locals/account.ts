/** What the views under `views/account/` need; see `view-locals.ts`. */
// oxlint-disable-next-line no-empty-object-type -- filled with the feature's views
export interface AccountViews {}
