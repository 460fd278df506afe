import { Slip } from "@/components/ui/slip";

const LINK = /(https?:\/\/[^\s<>"]+)/;

/** A mail's text, its addresses made into links. */
export function MailText({ text }: { text: string }) {
  return (
    <Slip>
      <div className="whitespace-pre-line wrap-anywhere">
        {text.split(LINK).map((part, index) =>
          LINK.test(part) ? (
            <a key={index} href={part} className="text-brand underline underline-offset-2">
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </div>
    </Slip>
  );
}
