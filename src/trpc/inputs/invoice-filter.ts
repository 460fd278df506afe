import { z } from "zod";
import { choiceField, dayField, pageField, textField } from "./address";

export const invoicePaymentStates = [
  "open",
  "collecting",
  "action_needed",
  "paid",
  "failed",
  "nothing_due",
  "credited",
  "written_off",
] as const;

export const invoiceNeeds = ["owed", "overdue", "troubled"] as const;

/** What finance looks for among issued invoices, as it stands in the address. */
export const invoiceFilterInput = z.object({
  payment: choiceField(invoicePaymentStates),
  /** Those that wait for their money; of them the overdue ones; those whose payment failed or waits for its driver. */
  need: choiceField(invoiceNeeds),
  text: textField,
  by: choiceField(["issued", "paid"]),
  from: dayField,
  to: dayField,
  page: pageField,
});

/** Drivers by name, number or address. */
export const driverFilterInput = z.object({ text: textField, page: pageField });

/** What the preview showed, to be issued. */
export const invoiceNowInput = z.object({
  driverId: z.uuid(),
  expectedCharges: z.int().min(1),
});

export const driverIdInput = z.object({ driverId: z.uuid() });
