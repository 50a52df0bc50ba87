/** Events of the portal and the requests that relying parties report. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface PortalEvents {}
