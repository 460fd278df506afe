import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function ReceiptsLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/receipts">{children}</Room>;
}
