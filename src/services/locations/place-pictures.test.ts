import { expect, it } from "vitest";
import type { Image } from "@/core/roaming/party";
import { placePictures } from "./place-pictures";

const image = (url: string, change: Partial<Image> = {}): Image => ({
  url,
  category: "CHARGER",
  type: "jpeg",
  ...change,
});

it("shows pictures of the place that come by https, each once, and no others", () => {
  const found = placePictures([
    image("https://img.example/1.jpg"),
    image("https://img.example/1.jpg"),
    image("http://img.example/2.jpg"),
    image("javascript:alert(1)"),
    image("data:image/png;base64,AAAA", { type: "png" }),
    image("https://name:secret@img.example/3.jpg"),
    image("not an address"),
    image("https://img.example/mark.png", { category: "OPERATOR", type: "png" }),
    image("https://img.example/plan.svg", { type: "svg" }),
    image("https://img.example/door.PNG", { category: "ENTRANCE", type: "PNG" }),
  ]);
  expect(found).toEqual([
    { url: "https://img.example/1.jpg", category: "CHARGER" },
    { url: "https://img.example/door.PNG", category: "ENTRANCE" },
  ]);
  const many = Array.from({ length: 30 }, (_, index) => image(`https://img.example/${index}.jpg`));
  expect(placePictures(many)).toHaveLength(8);
});
