import type { AnySample } from '../samples.ts';

/** The pages under `views/helpdesk/`, in each state that looks different. */
export const helpdeskSamples: readonly AnySample[] = [];
