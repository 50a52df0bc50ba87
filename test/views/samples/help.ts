import type { AnySample } from '../samples.ts';

/** The pages under `views/help/`, in each state that looks different. */
export const helpSamples: readonly AnySample[] = [];
