import type { AnySample } from '../samples.ts';

/** The pages of this area, in each state that looks different. */
export const authenticatorSamples: readonly AnySample[] = [];
