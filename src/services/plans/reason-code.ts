/** The code in a reason why a charge has no price ("driver-price: no-cost-parts" → "no-cost-parts"). */
export function reasonCode(reason: string): string {
  const [code = ""] = reason.split(/: /, 1);
  return code === "driver-price" ? reason.slice("driver-price: ".length) : code;
}
