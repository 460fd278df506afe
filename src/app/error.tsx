"use client";

import { Failure } from "@/components/failure";
import { Logo } from "@/components/logo";

/** Where the frame of an area failed, so that its own error page could not stand in it. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <main className="mx-auto flex max-w-2xl flex-col gap-10 px-4 py-16 sm:px-6">
      <Logo />
      <Failure retry={retry} />
    </main>
  );
}
