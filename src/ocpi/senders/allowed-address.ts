import { BlockList, isIP } from "node:net";

// Not reachable over the public internet, or leading to something else than they say (IANA special-purpose
// registries; RFC 6890 and successors).
const REFUSED_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
/** Within the global unicast 2000::/3; all that is outside it is refused anyway. */
const REFUSED_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

function blockList(family: "ipv4" | "ipv6", ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", bits = ""] = range.split("/");
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}

const refusedIpv4 = blockList("ipv4", REFUSED_IPV4);
const refusedIpv6 = blockList("ipv6", REFUSED_IPV6);
const globalIpv6 = blockList("ipv6", ["2000::/3"]);
const loopback = blockList("ipv4", ["127.0.0.0/8"]);
loopback.addAddress("::1", "ipv6");

/** True for 127.0.0.0/8 and ::1. */
function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** Whether we may connect to this resolved address: public ones, and loopback where that is allowed. */
export function isAllowedAddress(address: string, allowLoopback: boolean): boolean {
  if (allowLoopback && isLoopback(address)) return true;
  switch (isIP(address)) {
    case 4:
      return !refusedIpv4.check(address, "ipv4");
    case 6:
      return globalIpv6.check(address, "ipv6") && !refusedIpv6.check(address, "ipv6");
    default:
      return false;
  }
}

const LOCAL_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|localdomain)$/;

/**
 * Whether a partner's address may be asked at all, before its name is resolved: https, no user, a name with a
 * dot that is not a local one, port 443 or above 1023. Where loopback is allowed, http to it as well.
 */
export function isAllowedUrl(url: URL, allowLoopback: boolean): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (url.username !== "" || url.password !== "") return false;
  if (allowLoopback && (host === "localhost" || isLoopback(host))) {
    return url.protocol === "https:" || url.protocol === "http:";
  }
  if (url.protocol !== "https:") return false;
  const port = url.port === "" ? 443 : Number(url.port);
  if (port !== 443 && port < 1024) return false;
  if (isIP(host) !== 0) return isAllowedAddress(host, false);
  return host.includes(".") && !host.endsWith(".") && !LOCAL_NAMES.test(host);
}
