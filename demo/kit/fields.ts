import type { Form } from './body.ts';
import { fieldErrors } from './text.ts';

export interface Field {
  name: string;
  label: string;
  kind: 'text' | 'textarea' | 'date' | 'number' | 'select';
  hint?: string;
  /** Length of a text, size of a number. */
  min?: number;
  max?: number;
  options?: readonly string[];
}

export interface Filled<Name extends string = string> {
  /** What is to be kept: trimmed. */
  values: Record<Name, string>;
  /** What goes back into a refused form: exactly as typed. */
  typed: Partial<Record<string, string>>;
  errors: Record<string, string>;
}

// Line breaks and tabs are text, in a text area; other control characters, and those that turn the direction of what
// follows, are not: an approver must read what the words say.
const CONTROL = /[^\P{Cc}\n\r\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;
const BREAK = /[\n\r\t]/;

/** Judges a form by its fields; names that are not asked for are ignored. */
export function readFields<const Fields extends readonly Field[]>(
  fields: Fields,
  form: Form,
): Filled<Fields[number]['name']> {
  const filled: Filled = { values: {}, typed: {}, errors: {} };
  for (const field of fields) {
    const typed = form.get(field.name) ?? '';
    const value = typed.replaceAll('\r\n', '\n').trim();
    filled.typed[field.name] = typed;
    filled.values[field.name] = value;
    const error = judge(field, value);
    if (error) filled.errors[field.name] = error;
  }
  // Every field has had its value set just now.
  return filled as Filled<Fields[number]['name']>;
}

function judge(field: Field, value: string): string | null {
  const { label } = field;
  if (CONTROL.test(value) || (field.kind !== 'textarea' && BREAK.test(value)))
    return fieldErrors.strangeCharacters(label);
  if (value === '' && field.kind === 'select') return fieldErrors.notChosen(label);
  if (value === '') return (field.min ?? 1) > 0 ? fieldErrors.required(label) : null;
  switch (field.kind) {
    case 'select':
      return field.options?.includes(value) ? null : fieldErrors.notAChoice(label);
    case 'date':
      return isDate(value) ? null : fieldErrors.notADate(label);
    case 'number':
      return judgeNumber(field, value);
    case 'text':
    case 'textarea':
      return judgeLength(field, value);
  }
}

function judgeNumber({ label, min = 1, max = 1_000_000 }: Field, value: string): string | null {
  const within = /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max;
  return within ? null : fieldErrors.notANumber(label, min, max);
}

function judgeLength({ label, kind, min = 1, max }: Field, value: string): string | null {
  const most = max ?? (kind === 'textarea' ? 1000 : 120);
  if (value.length < min) return fieldErrors.tooShort(label, min);
  return value.length > most ? fieldErrors.tooLong(label, most) : null;
}

/** A day that exists, in the form browsers send (and people without a date picker type). */
function isDate(value: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(value)) return false;
  const read = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(value);
}
