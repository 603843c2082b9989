/** Converts `order-item`, `order_item`, `orderItem` or `OrderItem` to `OrderItem`; undefined for other spellings. */
export function pascalOf(text: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z\d]*([-_][A-Za-z\d]+)*$/.test(text)) return undefined;
  return text
    .split(/[-_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** Converts a Pascal-case name to snake case: `HTTPLog` is `http_log`. */
export function snakeOf(pascal: string): string {
  return pascal
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
