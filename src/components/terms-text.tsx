import { useTranslations } from "next-intl";
import type { DiffedBlock } from "@/core/terms/diff-terms";
import { termsBlocks } from "@/core/terms/terms-blocks";
import { cn } from "./cn";

/** A text of terms, to be read in peace. Its headings come below the page's own. */
export function TermsText({ body }: { body: string }) {
  return <Blocks blocks={termsBlocks(body).map((block) => ({ ...block, change: "same" }))} />;
}

/** What a version changes: what is new is marked, what went is struck through; said in words, too. */
export function TermsChanges({ blocks }: { blocks: readonly DiffedBlock[] }) {
  return <Blocks blocks={blocks} />;
}

const LOOKS = {
  same: "",
  added: "border-l-3 border-ok bg-ok-tint py-1 pl-3",
  removed: "border-l-3 border-bad bg-bad-tint py-1 pl-3",
};

function Blocks({ blocks }: { blocks: readonly DiffedBlock[] }) {
  return (
    <div className="flex max-w-prose flex-col gap-4">
      {blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  );
}

function Block({ block: { kind, text, change } }: { block: DiffedBlock }) {
  const t = useTranslations("terms");
  const said = change === "same" ? null : <span className="sr-only">{t(change)} </span>;
  const words =
    change === "removed" ? (
      <del>{text}</del>
    ) : change === "added" ? (
      <ins className="no-underline">{text}</ins>
    ) : (
      text
    );
  if (kind === "heading") {
    return (
      <h2 className={cn("pt-3 text-lg font-semibold", LOOKS[change])}>
        {said}
        {words}
      </h2>
    );
  }
  return (
    <p className={cn("whitespace-pre-line", LOOKS[change])}>
      {said}
      {words}
    </p>
  );
}
