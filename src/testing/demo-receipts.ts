import type { Ctx } from "@/services/context";
import { addReceiptSchedule } from "@/services/receipts/receipt-schedules";

/** Astrid's employer is sent the receipts of each month. `driver` acts as her. */
export async function seedDemoReceipts(driver: Ctx): Promise<void> {
  await addReceiptSchedule(driver, { sendTo: "loner@lindqvist.example", choice: {} });
}
