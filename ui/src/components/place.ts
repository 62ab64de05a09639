import type { Attachment } from "svelte/attachments";

/**
 * Sets custom properties of an element through the CSSOM: the page's policy refuses style
 * attributes, so every computed position, width or count goes this way.
 */
export function properties(values: Record<string, string | number>): Attachment<HTMLElement | SVGElement> {
  return (element) => {
    for (const [name, value] of Object.entries(values)) {
      element.style.setProperty(`--${name}`, String(value));
    }
  };
}
