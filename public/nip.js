// Shows a NIP in its groups (8 6 1 3) while it is typed. What the person wrote is what is posted: our own spaces are
// taken out again, and a number that comes with spaces, dots or dashes of its own is left alone.
const ENDS = [8, 14, 15];
const group = (digits) => [...digits].map((digit, at) => (ENDS.includes(at) ? ` ${digit}` : digit)).join('');
const digitsOf = (text) => text.replace(/\D/g, '');

for (const input of document.querySelectorAll('[data-nip]')) {
  let ours = null; // the value as we last grouped it; null: hands off

  input.addEventListener('input', (event) => {
    const { value } = input;
    const untouched = ours === null ? /^\d*$/.test(value) : true;
    const typed = (event.inputType || '').startsWith('insertText') ? event.data || '' : '';
    const foreign = /\D/.test(typed) || (/^insertFrom|^$/.test(event.inputType || '') && /\D/.test(value));
    if (!untouched || foreign || /[^\d ]/.test(value)) {
      ours = null;
      return;
    }
    const before = digitsOf(value.slice(0, input.selectionStart)).length;
    ours = group(digitsOf(value));
    if (ours === value) return;
    input.value = ours;
    const caret = group(digitsOf(ours).slice(0, before)).length;
    input.setSelectionRange(caret, caret);
  });

  input.form.addEventListener('submit', () => {
    if (ours !== null && input.value === ours) input.value = digitsOf(ours);
    ours = null;
  });
}
