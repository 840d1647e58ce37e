/** Calls `load` once, when the element comes into sight: what lies below the fold is not fetched before. */
export function onSight(element: Element, load: () => void): void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    load();
  });
  observer.observe(element);
}
