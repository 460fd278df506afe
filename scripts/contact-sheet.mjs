// `npm run contact-sheet [-- address]`: a picture of every page at both widths, light and dark, on one sheet.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("pages/contact-sheet-main.mjs");
