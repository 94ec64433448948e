const MOST_WIDTH = 1_600; // the server's largest size
const MOST_HEIGHT = 4_000; // endless screenshots end somewhere
const QUALITY = 0.84;

/**
 * A picture made anew from its pixels: no larger than needed, and without a trace of camera or
 * place. What this browser cannot read (HEIC outside Safari) comes back as it was: the server
 * reads it and strips it too.
 */
export async function shrink(file) {
  const pixels = await decode(file);
  if (!pixels) return file;
  const scale = Math.min(1, MOST_WIDTH / pixels.width, MOST_HEIGHT / pixels.height);
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(pixels, 0, 0, width, height);
  pixels.close();
  // JPEG for photographs: phones write it five times faster than WebP.
  return (await encoded(canvas, file.type === "image/jpeg" ? "image/jpeg" : "image/webp")) ?? file;
}

async function decode(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

function encoded(canvas, type) {
  return new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
}
