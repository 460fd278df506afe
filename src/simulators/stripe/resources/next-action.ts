import type { World } from "@/simulators/stripe/world";

interface Authenticable {
  id: string;
  client_secret: string | null;
}

/** Where the card holder confirms: our page when there is a way back, else Stripe's script's job. */
export function nextAction(world: World, intent: Authenticable, returnUrl: string | undefined) {
  if (returnUrl === undefined) return { type: "use_stripe_sdk", use_stripe_sdk: {} };
  const url = new URL(`${world.base()}/authenticate/${intent.id}`);
  url.searchParams.set("client_secret", intent.client_secret ?? "");
  url.searchParams.set("return_url", returnUrl);
  return { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url: url.href } };
}
