/** A refusal; `field` is the name of the control at fault, null where it is none in particular. */
export interface Refusal {
  field: string | null;
  text: string;
  /** Of the field, where the text does not name it: said in the summary, where the field is not beside it. */
  label?: string;
  /** Where the way out is another page of ours: for a refusal that stands alone. */
  link?: { href: string; text: string };
}

export interface Lock {
  until: number;
}

export interface Application {
  name: string;
  /** Its address, shown to the person; null: unknown. */
  uri: string | null;
}

export interface Failure {
  /** Request id: what a person reads to the helpdesk. */
  reference: string;
  /** Stable name of the failure, e.g. `body_too_large`. */
  code?: string;
  /** A sentence of its own instead of the page's general one. */
  text?: string | null;
}
