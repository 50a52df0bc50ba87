/** Spaces are nothing, and digits are digits in whatever script a keyboard writes them. */
export function plainCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '');
}
