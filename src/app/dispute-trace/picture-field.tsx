"use client";

import { ImagePlus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import Image from "next/image";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { encodePicture, type EncodedPicture } from "./encode-picture";

const MOST = 5;

/** Chooses pictures; each is drawn anew before it leaves the browser. */
export function PictureField({
  pictures,
  onChange,
}: {
  pictures: readonly EncodedPicture[];
  onChange: (pictures: readonly EncodedPicture[]) => void;
}) {
  const t = useTranslations("disputes.pictures");
  const id = useId();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<"unreadable" | "tooMany" | null>(null);
  const take = async (files: readonly File[]) => {
    setError(null);
    setPending(true);
    const taken: EncodedPicture[] = [];
    for (const file of files.slice(0, MOST - pictures.length)) {
      const encoded = await encodePicture(file);
      if (encoded) taken.push(encoded);
      else setError("unreadable");
    }
    if (files.length > MOST - pictures.length) setError("tooMany");
    setPending(false);
    onChange([...pictures, ...taken]);
  };
  return (
    <div className="flex flex-col gap-2">
      <span id={`${id}-label`} className="text-sm font-medium">
        {t("label")}
      </span>
      {pictures.length === 0 ? null : (
        <ul className="flex flex-wrap gap-3">
          {pictures.map(({ preview }, index) => (
            <li key={preview} className="relative">
              <Image
                unoptimized
                src={preview}
                alt={t("alt", { number: index + 1 })}
                width={80}
                height={80}
                className="size-20 rounded-xs border border-rule-strong object-cover"
              />
              <Button
                variant="secondary"
                aria-label={t("remove", { number: index + 1 })}
                className="absolute -top-2 -right-2 size-7 p-0"
                onClick={() => onChange(pictures.filter((one) => one.preview !== preview))}
              >
                <X aria-hidden className="size-4" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {pictures.length < MOST ? (
        <label className="relative inline-flex h-10 cursor-pointer items-center gap-2 self-start rounded-xs border border-rule-strong bg-sheet px-4 font-medium focus-within:outline-2 focus-within:outline-brand hover:bg-sunken">
          <ImagePlus aria-hidden className="size-4" />
          {isPending ? t("working") : t("add")}
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp,image/*"
            multiple
            disabled={isPending}
            aria-describedby={`${id}-hint`}
            className="absolute inset-0 w-full cursor-pointer opacity-0"
            onChange={(event) => {
              void take([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
        </label>
      ) : null}
      <p id={`${id}-hint`} className="text-sm text-ink-soft">
        {t("hint", { count: MOST })}
      </p>
      {error ? (
        <p role="alert" className="text-sm font-medium text-bad">
          {t(error)}
        </p>
      ) : null}
    </div>
  );
}
