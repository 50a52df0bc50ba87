/** What the views under `views/disavow/` need; see `view-locals.ts`. */
export interface DisavowViews {
  'disavow/ask': {
    /** What the notice told of, in a sentence. */
    event: string;
    at: number;
    /** Browser, address and applications, as the page it was pressed on told of them; null: by a mailed link. */
    about: readonly string[] | null;
    from: 'activity' | 'sessions' | null;
    /** A session is known in which it happened. */
    endsSession: boolean;
    /** It was to be ended: it had been left by then, and what was asked for in it ended; or it is not found. */
    nothingEnded: 'left' | 'unknown' | null;
  };
  /** `at`: before it a factor must have been in force to leave the freeze. */
  'disavow/done': { event: string; at: number; choice: 'freeze' | 'sessions' | 'session'; usedAt: number };
  /** Used, too old or nobody's: the same page. */
  'disavow/gone': { days: number };
}
