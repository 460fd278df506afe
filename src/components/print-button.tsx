"use client";

import { Printer } from "lucide-react";
import { Button } from "./ui/button";

/** Prints the page. */
export function PrintButton({ label }: { label: string }) {
  return (
    <Button variant="secondary" onClick={() => window.print()}>
      <Printer aria-hidden className="size-4" />
      {label}
    </Button>
  );
}
