import type { FieldPath } from "react-hook-form";
import { refusalReasonOf } from "@/trpc/refusal-of";
import type { BillToForm } from "@/trpc/inputs/welcome";

/** What is known of whom bills go to, as it is kept. */
interface KnownBillTo {
  readonly kind?: "consumer" | "business" | undefined;
  readonly companyName?: string | null | undefined;
  readonly vatNumber?: string | null | undefined;
  readonly address?:
    | {
        readonly line1: string;
        readonly line2?: string | undefined;
        readonly postalCode: string;
        readonly city: string;
        readonly country: string;
      }
    | undefined;
}

/** What a form begins with. */
export function billToValues(known: KnownBillTo, country: string): BillToForm {
  const { kind = "consumer", companyName, vatNumber, address } = known;
  return {
    kind,
    companyName: companyName ?? "",
    vatNumber: vatNumber ?? "",
    address: {
      line1: address?.line1 ?? "",
      line2: address?.line2 ?? "",
      postalCode: address?.postalCode ?? "",
      city: address?.city ?? "",
      country: address?.country ?? country,
    },
  };
}

const FIELDS: Readonly<Record<string, FieldPath<BillToForm>>> = {
  companyName: "companyName",
  vatNumber: "vatNumber",
  line1: "address.line1",
  line2: "address.line2",
  postalCode: "address.postalCode",
  city: "address.city",
  country: "address.country",
};

/** The field that the service refused; undefined where it was something else. */
export function refusedField(error: unknown): FieldPath<BillToForm> | undefined {
  return FIELDS[refusalReasonOf(error, "field") ?? ""];
}
