import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function WalletLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/wallet">{children}</Room>;
}
