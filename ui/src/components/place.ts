import type { Attachment } from "svelte/attachments";

/**
 * Sets properties of an element and of nothing within it: a custom property would be passed down,
 * and each change of it would have every row of a list styled anew.
 */
export function styled(values: Record<string, string>): Attachment<HTMLElement> {
  return (element) => {
    for (const [name, value] of Object.entries(values)) element.style.setProperty(name, value);
  };
}

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
