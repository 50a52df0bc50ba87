/** Locals of the views of this area. */
export interface NoticeViews {}
