import type { AnySample } from '../samples.ts';

/** The pages under `views/agency/`, in each state that looks different. */
export const agencySamples: readonly AnySample[] = [];
