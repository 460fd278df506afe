import type { MarketFile } from "@/core/smart-charging/market/market-point";
import { readEntsoe } from "./entsoe-document";
import { readPriceCsv, type CsvAnswers } from "./price-csv";

/**
 * Reads a file of prices or production, as it was uploaded or fetched: XML of ENTSO-E where it begins like XML, else
 * CSV. `answers` are used for what a CSV does not say. Never throws.
 */
export function readMarketFile(content: Uint8Array, answers: CsvAnswers): MarketFile {
  const text = new TextDecoder().decode(content);
  return /^[\s\uFEFF]*</.test(text) ? readEntsoe(text) : readPriceCsv(text, answers);
}
