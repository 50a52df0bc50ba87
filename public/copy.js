// Copy and print, where the browser can.
for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) continue;
  const status = button.parentElement.querySelector('[role=status]');
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = document.querySelector(button.dataset.copy);
    const items = [...source.querySelectorAll('li')].map((item) => item.textContent.trim());
    try {
      await navigator.clipboard.writeText(items.length ? items.join('\n') : source.textContent.trim());
      status.textContent = button.dataset.done;
    } catch {
      // Refused by the browser: the text stands on the page and can be selected.
      button.hidden = true;
    }
  });
}
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
