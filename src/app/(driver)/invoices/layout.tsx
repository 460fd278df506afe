import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function InvoicesLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/invoices">{children}</Room>;
}
