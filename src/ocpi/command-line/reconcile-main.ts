import { reconcileLine } from "./reconcile-line";
import { serveLines } from "./serve-lines";

await serveLines(reconcileLine);
