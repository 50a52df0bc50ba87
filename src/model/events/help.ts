/** Events of the public help pages. Names are `area.what-happened`; never a secret or a full NIP in the details. */
// oxlint-disable-next-line no-empty-object-type -- filled with the area's events
export interface HelpEvents {}
