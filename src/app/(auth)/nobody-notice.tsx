import { getTranslations } from "next-intl/server";
import { currentEmail } from "@/auth/current-email";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { openOwnAccount } from "./sign-up/actions";

/**
 * For somebody who is signed in with an address that is nobody's any more: a member who was taken off an account, or a
 * sign-up that lay still too long. Nothing for strangers.
 */
export async function NobodyNotice({ isOpen }: { isOpen: boolean }) {
  const email = await currentEmail();
  if (email === null) return null;
  const t = await getTranslations("welcome.own");
  return (
    <Notice
      tone="wait"
      title={t("nobodyTitle", { email })}
      action={
        isOpen ? (
          <form action={openOwnAccount}>
            <Button type="submit" variant="secondary" size="sm">
              {t("begin")}
            </Button>
          </form>
        ) : undefined
      }
    >
      {t("nobodyText")}
    </Notice>
  );
}
