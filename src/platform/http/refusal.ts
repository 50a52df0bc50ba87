/** A refusal; `field` is the name of the control at fault, null where it is none in particular. */
export interface Refusal {
  field: string | null;
  text: string;
  /** Where the way out is another page of ours: for a refusal that stands alone. */
  link?: { href: string; text: string };
}

export interface Lock {
  until: number;
}
