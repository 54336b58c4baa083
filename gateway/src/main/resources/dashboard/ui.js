// The one place that knows where Preact comes from: two classic scripts before this module.
export const { h, Fragment, render } = globalThis.preact;
export const { useEffect, useRef, useState } = globalThis.preactHooks;

/** A link within the page. Every part is encoded: a SKU may hold anything. */
export function to(page, ...parts) {
  return '#/' + [page, ...parts].map(encodeURIComponent).join('/');
}

/** The same with values of a form, those that are empty left out. */
export function toQuery(page, values) {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  return '#/' + page + (query.size ? '?' + query : '');
}

/** What the address after # says: the page, its parts, and the query. */
export function place(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split('?', 2);
  const parts = path.split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  return { page: parts[0], parts: parts.slice(1), query: new URLSearchParams(query ?? '') };
}
