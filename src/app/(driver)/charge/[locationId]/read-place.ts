import { cache } from "react";
import { keptWish, ownCar } from "@/app/(driver)/charge/kept-wish";
import { found } from "@/app/found";
import { readWish } from "@/trpc/inputs/charge-wish";
import { api } from "@/trpc/server";

/** A place with its prices, asked for once in a request, by its title as by its page. */
export const readPlace = cache(
  // React compares what is asked by its parts, so they are texts.
  async (id: string, kwh: string | null, min: string | null, car: string | null) => {
    const [kept, { driver }] = await Promise.all([keptWish(), api()]);
    const cars = await driver.vehicles.list();
    const wish = readWish({ kwh, min, car }, kept, ownCar(cars));
    return { wish, cars, place: await found(driver.charge.place({ id, wish })) };
  },
);
