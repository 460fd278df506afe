const DEGREES = /^-?\d{1,3}(?:\.\d+)?$/;

/** Whether coordinates as received are a point on the earth: OCPI has them as text, and some partners send "#NA". */
export function isPoint({
  latitude,
  longitude,
}: {
  readonly latitude: string;
  readonly longitude: string;
}): boolean {
  const isWithin = (text: string, most: number) =>
    DEGREES.test(text) && Math.abs(Number(text)) <= most;
  return isWithin(latitude, 90) && isWithin(longitude, 180);
}
