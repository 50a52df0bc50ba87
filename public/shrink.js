// Makes photographs small before they are sent: a picture of 8 MB takes minutes on 2G, one of 300 KB seconds. What cannot be
// read here (HEIC in most browsers, PDF) is sent as it is; without script everything is.
const LONGEST_SIDE = 2200;
const SMALL_ENOUGH = 600 * 1024;

async function shrunk(file) {
  if (!/^image\/(jpeg|png)$/.test(file.type) || file.size <= SMALL_ENOUGH) return file;
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paper = canvas.getContext('2d');
  paper.fillStyle = '#fff';
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.[^.]*$/, '') + '.jpg', { type: 'image/jpeg' });
}

function offer(status) {
  const input = document.getElementById(status.dataset.shrink);
  let running = null; // one change after the other; a form sent meanwhile waits

  async function shrinkAll(files) {
    status.textContent = status.dataset.working;
    const small = await Promise.all(files.map((file) => shrunk(file).catch(() => file)));
    const list = new DataTransfer();
    for (const file of small) list.items.add(file);
    input.files = list.files;
    const before = files.reduce((sum, file) => sum + file.size, 0);
    const after = small.reduce((sum, file) => sum + file.size, 0);
    status.textContent = after < before ? status.dataset.done : '';
  }

  input.addEventListener('change', () => {
    running = shrinkAll([...input.files])
      .catch(() => (status.textContent = ''))
      .finally(() => (running = null));
  });
  input.form.addEventListener('submit', (event) => {
    if (!running || event.defaultPrevented) return;
    event.preventDefault();
    void running.then(() => input.form.requestSubmit(event.submitter));
  });
}

for (const status of document.querySelectorAll('[data-shrink]')) offer(status);
