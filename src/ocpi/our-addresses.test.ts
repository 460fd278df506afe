import { expect, it } from "vitest";
import type { PartnerRole, PartnerSettings } from "@/services/partners/authenticated-partner";
import { ourAddresses } from "@/services/certification/our-addresses";
import { codecs } from "./codec-for";
import { endpointsFor, offeredTo } from "./versions";

const cpo: PartnerRole = { role: "CPO", countryCode: "SE", partyId: "NSL", name: "Nordström" };
const base = "https://kvitt.test";

it.each<[PartnerSettings, readonly PartnerRole[]]>([
  [{}, [cpo]],
  [{}, [cpo, { ...cpo, role: "HUB" }]],
  [{ trailingSlash: true, versions: ["2.1.1", "2.3.0"] }, [cpo]],
  [{ hiddenModules: ["commands", "tokens"] }, [cpo]],
])("what a partner's page lists is what our version details say, with %j", (settings, roles) => {
  const shown = ourAddresses(base, { settings, roles });
  const offered = offeredTo(settings).toReversed();
  expect(shown.map(({ version }) => version)).toEqual(offered.map(({ version }) => version));
  for (const { version, modules } of shown) {
    const codec = codecs.find((one) => one.version === version);
    if (!codec) throw new Error(`no codec of ${version}`);
    const { endpoints } = endpointsFor(codec, { settings, roles }, base);
    expect(
      modules.map(({ identifier, role, url }) =>
        codec.namesParties ? { identifier, role, url } : { identifier, url },
      ),
    ).toEqual(endpoints);
  }
});
