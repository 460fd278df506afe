import type { ReactNode } from "react";
import { ForgetKeptPages } from "./forget-kept-pages";

/** Whoever comes here is signed in no more, or not yet. */
export default function SignInPagesLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <ForgetKeptPages />
      {children}
    </>
  );
}
