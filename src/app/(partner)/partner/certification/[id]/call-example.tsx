import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import type { RouterOutputs } from "@/trpc/outputs";

type Call = NonNullable<RouterOutputs["partner"]["certification"]["calls"]["cdr-post"]>;

/** What to send for a step: method and address, and an example of the body that would be accepted. */
export function CallExample({ call, title }: { call: Call; title: string }) {
  const t = useTranslations("partner.certification");
  const { method, url, body } = call;
  const text = body === null ? null : JSON.stringify(body, null, 2);
  return (
    <div className="mt-1 flex flex-col gap-1.5 print:hidden">
      <p className="text-sm">
        <span className="font-mono font-semibold">{method}</span>{" "}
        {url === null ? (
          t("locationHeader")
        ) : (
          <span className="font-mono wrap-anywhere">{url}</span>
        )}
      </p>
      {text === null ? null : (
        <details>
          <summary className="w-fit cursor-pointer text-sm text-brand underline underline-offset-2">
            {t("example")}
            <span className="sr-only">: {title}</span>
          </summary>
          <div className="mt-2 flex flex-col items-start gap-2">
            <pre className="w-full border bg-sunken p-3 text-xs break-all whitespace-pre-wrap">
              {text}
            </pre>
            <CopyButton text={text} label={t("copyExample", { title })} />
          </div>
        </details>
      )}
    </div>
  );
}
