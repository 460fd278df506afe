import type { Room } from "./room";

/** Some cars of a room as a room of their own, with the resources that any of them loads. */
export function partRoom(room: Room, chosen: readonly number[]): Room {
  const place = new Map(chosen.map((car, k) => [car, k]));
  const used = new Set(chosen.flatMap((car) => room.cars[car]!.uses.map((use) => use.resource)));
  const kept = [...used].toSorted((a, b) => a - b);
  const at = new Map(kept.map((resource, index) => [resource, index]));
  return {
    ...room,
    cars: chosen.map((car) => {
      const own = room.cars[car]!;
      return { ...own, uses: own.uses.map((use) => ({ ...use, resource: at.get(use.resource)! })) };
    }),
    resources: kept.map((index) => {
      const resource = room.resources[index]!;
      const cars = resource.cars.flatMap(({ car, weight }) => {
        const here = place.get(car);
        return here === undefined ? [] : [{ car: here, weight }];
      });
      return { ...resource, cars };
    }),
  };
}

/**
 * The cars of a room in parts that share nothing: what one part gets takes nothing from another, so that each is planned
 * by itself. Cars that share nothing with anybody are one part together.
 */
export function partsOf(room: Room): number[][] {
  const root = Int32Array.from(room.resources, (_, index) => index);
  const find = (resource: number): number => {
    let at = resource;
    while (root[at] !== at) {
      root[at] = root[root[at]!]!;
      at = root[at]!;
    }
    return at;
  };
  for (const { uses } of room.cars) {
    for (const use of uses) root[find(use.resource)] = find(uses[0]!.resource);
  }
  const parts = new Map<number, number[]>();
  for (const [car, { uses }] of room.cars.entries()) {
    const key = uses.length === 0 ? -1 : find(uses[0]!.resource);
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [car]);
    else part.push(car);
  }
  return [...parts.values()];
}
