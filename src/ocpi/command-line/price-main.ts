import { priceLine } from "./price-line";
import { serveLines } from "./serve-lines";

await serveLines(priceLine);
