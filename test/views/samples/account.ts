import type { AnySample } from '../samples.ts';

/** The pages under `views/account/`, in each state that looks different. */
export const accountSamples: readonly AnySample[] = [];
