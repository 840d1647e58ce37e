/** Ink of the theme on its paper, as dark as the pixels say. */
export function drawPixels(
  canvas: HTMLCanvasElement,
  pixels: Float64Array,
  ink: readonly number[],
): void {
  const picture = new ImageData(canvas.width, canvas.height);
  const [red = 0, green = 0, blue = 0] = ink;
  pixels.forEach((darkness, i) => {
    picture.data.set([red, green, blue, 255 * darkness], 4 * i);
  });
  canvas.getContext('2d')?.putImageData(picture, 0, 0);
}

/** The colour of an element's text: red, green and blue of 255. */
export function inkOf(element: Element): readonly number[] {
  const context = Object.assign(document.createElement('canvas'), {
    width: 1,
    height: 1,
  }).getContext('2d');
  if (!context) return [];
  context.fillStyle = getComputedStyle(element).color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data];
}
