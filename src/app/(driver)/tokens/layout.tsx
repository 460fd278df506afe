import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function TokensLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/tokens">{children}</Room>;
}
