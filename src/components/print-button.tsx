"use client";

import { Printer } from "lucide-react";
import { Button } from "./ui/button";

/** Prints the page; phones send the PDF instead. */
export function PrintButton({ label }: { label: string }) {
  return (
    <Button variant="secondary" className="max-sm:hidden" onClick={() => window.print()}>
      <Printer aria-hidden className="size-4" />
      {label}
    </Button>
  );
}
