import type { ReactNode } from "react";
import { ClientWords } from "@/app/client-words/client-words";
import type areas from "@/app/client-words/areas.json";
import { ApiProvider } from "@/trpc/client";

/** What the browser's part of a group of pages stands in: the words that it says, and the API. */
export function Room({ of, children }: { of: keyof typeof areas; children: ReactNode }) {
  return (
    <ClientWords of={of}>
      <ApiProvider>{children}</ApiProvider>
    </ClientWords>
  );
}
