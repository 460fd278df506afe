import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function DisputesLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/disputes">{children}</Room>;
}
