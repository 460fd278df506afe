/** A picture that is ready to be sent: drawn anew, so that nothing of the camera's notes is left in it. */
export interface EncodedPicture {
  readonly base64: string;
  /** To be shown before it is sent. */
  readonly preview: string;
}

const LONGEST_PX = 2000;
const MOST_BYTES = 5_000_000;
const QUALITIES = [0.86, 0.7, 0.5];

/**
 * Draws a picture anew as a JPEG of 2000 px at most: place and time of the photograph stay behind, and a phone's picture
 * becomes small enough for any connection. Null for what is no picture, or not to be made small enough.
 */
export async function encodePicture(file: Blob): Promise<EncodedPicture | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  try {
    const scale = Math.min(1, LONGEST_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    if (!context) return null;
    // What is transparent would become black.
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const preview = canvas.toDataURL("image/jpeg", quality);
      const base64 = preview.slice(preview.indexOf(",") + 1);
      if (base64.length * 0.75 <= MOST_BYTES) return { base64, preview };
    }
    return null;
  } finally {
    bitmap.close();
  }
}
