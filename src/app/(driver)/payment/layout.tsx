import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function PaymentLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/payment">{children}</Room>;
}
