import { parseVatNumber } from "./vat-number";
import { isInUnion } from "./tax-area";
import type { VatCategory } from "./vat-category";
import type { VatBuyer, VatSeller } from "./vat-parties";
import type { VatTreatment } from "./vat-rules";

/** Where a supply is taxed, who owes the tax (S: the seller; AE: the buyer; O: nobody in the Union), and why. */
export interface Place {
  readonly country: string;
  readonly category: Extract<VatCategory, "S" | "AE" | "O">;
  readonly trace: readonly string[];
}

interface Question {
  readonly treatment: Exclude<VatTreatment, "outside_scope">;
  readonly supplyCountry: string;
  readonly seller: VatSeller;
  readonly buyer: VatBuyer;
}

/**
 * The place of a supply and who owes its VAT, by Directive 2006/112/EC: goods art. 38, 39 and 195; services art. 44,
 * 45, 58 and 196; what belongs to immovable property art. 47 and 194.
 */
export function placeOfSupply(question: Question): Place {
  const { treatment, supplyCountry, buyer } = question;
  if (treatment === "goods") return placeOfGoods(question);
  if (treatment === "immovable") {
    const why = `place of supply ${supplyCountry}: where the property is (2006/112/EC art. 47)`;
    return owedIn(supplyCountry, question, [why]);
  }
  const proof = proofOf(buyer);
  if (buyer.kind === "consumer" || !proof.isProven) return placeForConsumer(question, proof.words);
  return placeForBusiness(question, proof.words);
}

function placeOfGoods(question: Question): Place {
  const { supplyCountry, buyer } = question;
  if (buyer.kind === "dealer") {
    const why = `place of supply ${buyer.country}: a dealer's own (2006/112/EC art. 38)`;
    return owedIn(buyer.country, question, [why]);
  }
  const why = `place of supply ${supplyCountry}: where the electricity is consumed (2006/112/EC art. 39)`;
  return owedIn(supplyCountry, question, [why]);
}

// Goods and property: the tax is the buyer's where he has that state's number and the seller is not established there.
function owedIn(country: string, { seller, buyer, treatment }: Question, why: string[]): Place {
  const isAbroad = country !== seller.country && isInUnion(country);
  if (!isAbroad || buyer.kind === "consumer") return { country, category: "S", trace: why };
  const { isProven, words, issuedIn } = proofOf(buyer);
  if (!isProven) return { country, category: "S", trace: [...why, words] };
  if (issuedIn !== country) {
    const other = `the buyer's VAT number is not of ${country}: the seller owes the tax`;
    return { country, category: "S", trace: [...why, words, other] };
  }
  const article = treatment === "goods" ? "art. 195" : "art. 194";
  const reverse = `reverse charge: the seller is not established in ${country} (2006/112/EC ${article})`;
  return { country, category: "AE", trace: [...why, words, reverse] };
}

function placeForConsumer({ treatment, seller, buyer }: Question, proof: string): Place {
  const before = buyer.kind === "consumer" ? [] : [proof];
  if (treatment === "electronic_service" && buyer.country !== seller.country) {
    if (!isInUnion(buyer.country)) {
      const why = `place of supply ${buyer.country}: outside the Union (2006/112/EC art. 58)`;
      return { country: buyer.country, category: "O", trace: [...before, why] };
    }
    const why = `place of supply ${buyer.country}: where the consumer lives (2006/112/EC art. 58)`;
    return { country: buyer.country, category: "S", trace: [...before, why] };
  }
  const why = `place of supply ${seller.country}: the seller's (2006/112/EC art. 45)`;
  return { country: seller.country, category: "S", trace: [...before, why] };
}

function placeForBusiness({ seller, buyer }: Question, proof: string): Place {
  const { country } = buyer;
  const why = `place of supply ${country}: the business customer's (2006/112/EC art. 44)`;
  if (country === seller.country) return { country, category: "S", trace: [proof, why] };
  if (!isInUnion(country)) {
    const outside = `${country} is outside the Union: no VAT of a member state`;
    return { country, category: "O", trace: [proof, why, outside] };
  }
  const reverse = "reverse charge: the customer owes the tax (2006/112/EC art. 196)";
  return { country, category: "AE", trace: [proof, why, reverse] };
}

interface Proof {
  readonly isProven: boolean;
  /** Whose number it is. */
  readonly issuedIn: string | null;
  readonly words: string;
}

// Implementing Regulation (EU) 282/2011 art. 18: a business is one that gave its number, and the number was checked.
function proofOf({ vatNumber, evidence }: VatBuyer): Proof {
  const unproven = (words: string): Proof => ({ isProven: false, issuedIn: null, words });
  const asConsumer = "taxed as a consumer ((EU) 282/2011 art. 18)";
  if (vatNumber === null) return unproven(`no VAT number of the buyer: ${asConsumer}`);
  const parsed = parseVatNumber(vatNumber);
  if (!parsed.ok) return unproven(`${vatNumber} is no VAT number by its form: ${asConsumer}`);
  const { number, country } = parsed.value;
  if (evidence?.isValid !== "yes") {
    const state = evidence === null ? "was never checked" : `is not known to be valid`;
    return unproven(`VAT number ${number} ${state}: ${asConsumer}`);
  }
  const { checkedAt, source, consultation } = evidence;
  const by = consultation === null ? source : `${source} ${consultation}`;
  const words = `VAT number ${number} found valid on ${checkedAt.toString()} (${by})`;
  return { isProven: true, issuedIn: country, words };
}
