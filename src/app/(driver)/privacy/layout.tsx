import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function PrivacyLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/privacy">{children}</Room>;
}
