const PICTURE_NAME = /\.(jpe?g|png|webp|hei[cf])$/i;

/** Camera, library, clipboard, and what is dropped: `take(files)` hears of all of them. */
export function enablePictureSources(form, take) {
  for (const input of form.querySelectorAll("[data-camera], [data-library]")) {
    input.addEventListener("change", () => {
      const files = picturesAmong(input.files);
      input.value = "";
      take(files);
    });
  }
  form.addEventListener("paste", (event) => {
    const files = picturesAmong(event.clipboardData.files);
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
  enableDropping(form, take);
}

function enableDropping(form, take) {
  const mark = (isTarget) => form.classList.toggle("is-target", isTarget);
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    mark(true);
  });
  form.addEventListener("dragleave", () => mark(false));
  form.addEventListener("drop", (event) => {
    mark(false);
    if (!event.dataTransfer.files.length) return;
    // Even a file that is no picture must not replace the page.
    event.preventDefault();
    take(picturesAmong(event.dataTransfer.files));
  });
}

function picturesAmong(files) {
  return [...files].filter(({ type, name }) => type.startsWith("image/") || PICTURE_NAME.test(name));
}
