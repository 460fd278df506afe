import { signIn } from "@/auth/next-auth";
import { listOidcProviders } from "@/auth/oidc-providers";
import { Button } from "@/components/ui/button";

async function goTo(provider: string): Promise<void> {
  "use server";
  if (!listOidcProviders().some(({ id }) => id === provider)) return;
  await signIn(provider, { redirectTo: "/" });
}

/** A button for each identity provider that is configured; nothing where there is none. */
export function OidcButtons({ or, label }: { or: string; label: (name: string) => string }) {
  const providers = listOidcProviders();
  if (providers.length === 0) return null;
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-sm text-ink-soft">{or}</p>
      {providers.map(({ id, name }) => (
        <form key={id} action={goTo.bind(null, id)}>
          <Button type="submit" variant="secondary">
            {label(name)}
          </Button>
        </form>
      ))}
    </div>
  );
}
