/** What of a chart's look has to stand in the picture itself, since a picture has no style sheet. */
const LOOK = [
  "fill",
  "stroke",
  "stroke-width",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;
/** Points of the picture for one of the page, so that print is sharp. */
const SCALE = 3;
const ROOM = 8;

/** The chart as a picture that stands alone: its look written out, its name as a caption. */
export function chartSvg(
  chart: SVGSVGElement,
  caption: string,
): { text: string; width: number; height: number } {
  const box = chart.getBoundingClientRect();
  const paper = getComputedStyle(document.body).backgroundColor || "#fff";
  const ink = getComputedStyle(document.body).color || "#000";
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const from = [chart, ...chart.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, at) => {
    const look = from[at] ? getComputedStyle(from[at]) : null;
    for (const name of LOOK) {
      const value = look?.getPropertyValue(name);
      if (value) element.setAttribute(name, value);
    }
  });
  const [width, height] = [Math.max(1, box.width), Math.max(1, box.height)];
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("x", String(ROOM));
  copy.setAttribute("y", String(ROOM + 20));
  const [whole, tall] = [width + 2 * ROOM, height + 2 * ROOM + 20];
  const name = new Text(caption);
  const label = document.createElementNS("http://www.w3.org/2000/svg", "text");
  label.append(name);
  for (const [key, value] of [
    ["x", String(ROOM)],
    ["y", String(ROOM + 10)],
    ["fill", ink],
    ["font-size", "13px"],
    ["font-family", "sans-serif"],
  ] as const) {
    label.setAttribute(key, value);
  }
  const inner = new XMLSerializer();
  const text =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="${tall}">` +
    `<rect width="100%" height="100%" fill="${paper}"/>` +
    `${inner.serializeToString(label)}${inner.serializeToString(copy)}</svg>`;
  return { text, width: whole, height: tall };
}

/** The chart as a PNG; null where the web view cannot draw it. */
async function chartPng(chart: SVGSVGElement, caption: string): Promise<Blob | null> {
  const { text, width, height } = chartSvg(chart, caption);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * SCALE);
  canvas.height = Math.ceil(height * SCALE);
  const draw = canvas.getContext("2d");
  if (!draw) return null;
  draw.scale(SCALE, SCALE);
  draw.drawImage(image, 0, 0);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** Puts a chart on the clipboard as a picture; false where the system refuses. */
export async function copyChart(chart: SVGSVGElement, caption: string): Promise<boolean> {
  try {
    // The promise goes in whole: the permission lasts only as long as the press of the key.
    const picture = chartPng(chart, caption).then((png) => png ?? Promise.reject(new Error("no picture")));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return true;
  } catch {
    return false;
  }
}
