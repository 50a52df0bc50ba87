import type { AnySample } from '../samples.ts';

/** The pages under `views/disavow/`, in each state that looks different. */
export const disavowSamples: readonly AnySample[] = [];
