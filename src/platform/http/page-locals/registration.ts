/** What the views under `views/registration/` need; see `view-locals.ts`. */
// oxlint-disable-next-line no-empty-object-type -- filled with the feature's views
export interface RegistrationViews {}
