import { FlowNetwork } from "./max-flow";
import type { Room } from "./room";
import type { EnergyOracle } from "./served-shares";

/** Cars in a unit of their own in which each resource takes the same from all: `scale` of a car × energy. */
interface FlowScales {
  readonly car: Float64Array;
  readonly resource: Float64Array;
  /** The resource that everything in a resource loads next; -1: none. */
  readonly next: Int32Array;
}

/**
 * How the room is a network of pipes: all that loads a resource goes on to the same next one, and weights are a product
 * of a car's scale and a resource's. Null where cars on known phases cross, or W and A limits mix with unlike cars.
 */
function flowScales(room: Room): FlowScales | null {
  const car = new Float64Array(room.cars.length);
  const resource = new Float64Array(room.resources.length);
  const next = new Int32Array(room.resources.length).fill(-2);
  for (const { uses } of room.cars) {
    for (const [k, use] of uses.entries()) {
      const after = uses[k + 1]?.resource ?? -1;
      if (next[use.resource] === -2) next[use.resource] = after;
      else if (next[use.resource] !== after) return null;
    }
  }
  for (const start of room.cars.keys()) {
    if (car[start]! > 0) continue;
    car[start] = 1;
    const todo = [start];
    for (let from = todo.pop(); from !== undefined; from = todo.pop()) {
      for (const { resource: r, weight } of room.cars[from]!.uses) {
        const scale = weight / car[from]!;
        if (resource[r] === 0) {
          resource[r] = scale;
          for (const member of room.resources[r]!.cars) {
            if (car[member.car] !== 0) continue;
            car[member.car] = member.weight / scale;
            todo.push(member.car);
          }
        } else if (Math.abs(resource[r]! - scale) > 1e-9 * scale) return null;
      }
    }
  }
  return { car, resource, next };
}

/** The pipes: source → car → (slot) resource → the next resource above … → drain. */
interface Pipes {
  readonly network: FlowNetwork;
  readonly source: Int32Array;
  /** By car and slot; -1: free of limits then, so part of `free`. */
  readonly slotEdge: readonly Int32Array[];
  readonly freeEdge: Int32Array;
}

function layPipes(room: Room, scales: FlowScales): Pipes {
  const { cars, resources, slots } = room;
  const firstResource = 2 + cars.length;
  const isOpen = (r: number, slot: number) => resources[r]!.left[slot]! < Infinity;
  const biggest = cars.reduce((most, car, k) => Math.max(most, car.need * scales.car[k]!), 1);
  const network = new FlowNetwork(firstResource + resources.length * slots, biggest * 1e-10);
  const nodeAt = (start: number, slot: number): number => {
    for (let r = start; r >= 0; r = scales.next[r]!) {
      if (isOpen(r, slot)) return firstResource + r * slots + slot;
    }
    return 1;
  };
  const source = Int32Array.from(cars, (_, car) => network.addEdge(0, 2 + car, 0));
  const freeEdge = new Int32Array(cars.length);
  const slotEdge = cars.map((car, k) => {
    const edges = new Int32Array(slots).fill(-1);
    let free = 0;
    for (let slot = 0; slot < slots; slot++) {
      if (car.capW[slot] === 0) continue;
      const node = nodeAt(car.uses[0]?.resource ?? -1, slot);
      if (node === 1) free += car.capW[slot]!;
      else edges[slot] = network.addEdge(2 + k, node, car.capW[slot]! * scales.car[k]!);
    }
    freeEdge[k] = network.addEdge(2 + k, 1, free * scales.car[k]!);
    return edges;
  });
  for (const [r, resource] of resources.entries()) {
    for (let slot = 0; slot < slots; slot++) {
      if (!isOpen(r, slot)) continue;
      const capacity = resource.left[slot]! / scales.resource[r]!;
      network.addEdge(firstResource + r * slots + slot, nodeAt(scales.next[r]!, slot), capacity);
    }
  }
  return { network, source, slotEdge, freeEdge };
}

/** Power of each car in each slot (W) as the flow has it. */
function powersOf(room: Room, scales: FlowScales, pipes: Pipes): Float64Array[] {
  return room.cars.map((car, k) => {
    const powers = new Float64Array(room.slots);
    let free = pipes.network.flowOf(pipes.freeEdge[k]!) / scales.car[k]!;
    for (let slot = 0; slot < room.slots; slot++) {
      const edge = pipes.slotEdge[k]![slot]!;
      if (edge >= 0) powers[slot] = pipes.network.flowOf(edge) / scales.car[k]!;
      else {
        powers[slot] = Math.min(free, car.capW[slot]!);
        free -= powers[slot]!;
      }
    }
    return powers;
  });
}

/**
 * An oracle by maximum flow, exact where the room is a network of pipes, else null. The energies that a network can
 * give from many sources form a polymatroid; a smallest cut is the set of cars that stand in each other's way. The flow of
 * the last demands that could be met is kept, as long as demands only grow. `powers`: W by car and slot for the demands
 * that were met last.
 */
export function flowOracle(
  room: Room,
): { readonly canGive: EnergyOracle; readonly powers: () => Float64Array[] } | null {
  const scales = flowScales(room);
  if (scales === null) return null;
  const pipes = layPipes(room, scales);
  const { network, source } = pipes;
  let base = { flow: network.save(), demands: new Float64Array(room.cars.length) };
  let met = base;
  const canGive: EnergyOracle = (demands) => {
    if (met.demands.every((before, car) => demands[car]! >= before)) base = met;
    network.restore(base.flow);
    let missing = 0;
    let wanted = 0;
    for (const [car, edge] of source.entries()) {
      const demand = demands[car]! * scales.car[car]!;
      wanted += demand;
      network.setRest(edge, Math.max(0, demand - network.flowOf(edge)));
    }
    network.fill();
    for (const [car, edge] of source.entries()) {
      missing += Math.max(0, demands[car]! * scales.car[car]! - network.flowOf(edge));
    }
    if (missing <= 1e-8 * wanted + 1e-9) {
      met = { flow: network.save(), demands: demands.slice() };
      return null;
    }
    const side = network.reachable();
    const weights = new Float64Array(room.cars.length);
    let bound = 0;
    for (const [car, edge] of source.entries()) {
      if (side[2 + car] === 0) continue;
      weights[car] = scales.car[car]!;
      bound += network.flowOf(edge);
    }
    return { weights, bound };
  };
  const powers = () => {
    network.restore(met.flow);
    return powersOf(room, scales, pipes);
  };
  return { canGive, powers };
}
